using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Tensorflow.Native;

/// <summary>TensorFlow's status codes as exceptions, with the operation that failed.</summary>
internal static partial class StatusErrors
{
    /// <summary>Throws what the status says, unless it says OK.</summary>
    public static void Check(this StatusHandle status, Graph? graph = null)
    {
        var code = CApi.TF_GetCode(status);
        if (code != 0) throw Error(code, Marshal.PtrToStringUTF8(CApi.TF_Message(status)) ?? "", graph);
    }

    internal static OpError Error(int code, string text, Graph? graph)
    {
        var name = NodeName().Match(text).Groups[1].Value;
        var op = name.Length > 0 ? graph?.FindOperation(name) : null;
        var message = op is null ? text : NodePlace().Replace(text, "").TrimEnd();
        return code switch
        {
            1 => new CancelledError(message, op),
            3 => new InvalidArgumentError(message, op),
            4 => new DeadlineExceededError(message, op),
            5 => new NotFoundError(message, op),
            6 => new AlreadyExistsError(message, op),
            7 => new PermissionDeniedError(message, op),
            8 => new ResourceExhaustedError(message, op),
            9 => new FailedPreconditionError(message, op),
            10 => new AbortedError(message, op),
            11 => new OutOfRangeError(message, op),
            12 => new UnimplementedError(message, op),
            13 => new InternalError(message, op),
            14 => new UnavailableError(message, op),
            15 => new DataLossError(message, op),
            16 => new UnauthenticatedError(message, op),
            _ => new UnknownError(message, op),
        };
    }

    // A node stands in messages as {{node NAME}}, at the end in brackets.
    [GeneratedRegex(@"\{\{node ([^}]+)\}\}")]
    private static partial Regex NodeName();

    [GeneratedRegex(@"\s*\[\[\{\{node [^}]+\}\}\]\]")]
    private static partial Regex NodePlace();
}
