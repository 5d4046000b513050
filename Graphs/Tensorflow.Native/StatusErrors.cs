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
        var op = graph is null ? null : NodeName().Matches(text).Select(node => Find(graph, node)).FirstOrDefault(op => op is not null);
        var message = op is null ? text : NodePlace().Replace(text, place => Find(graph!, place) == op ? "" : place.Value).TrimEnd();
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

    private static Operation? Find(Graph graph, Match node) => NodeNames.Find(graph, node.Groups["node"].Value, node.Groups["function"].Value);

    // A node stands in messages as {{node NAME}}, at the end in brackets, where a function was called after {{function_node NAME}};
    // the operation that called the function follows as [[NAME]].
    [GeneratedRegex(@"(\{\{function_node (?<function>[^}]+)\}\}\s*)?\{\{node (?<node>[^}]+)\}\}|\[\[(?<node>[^{\]]+)\]\]")]
    private static partial Regex NodeName();

    [GeneratedRegex(@"\s*\[\[(\{\{function_node (?<function>[^}]+)\}\}\s*)?(\{\{node )?(?<node>[^{}\]]+)(\}\})?\]\]")]
    private static partial Regex NodePlace();
}
