using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Tensorflow;

/// <summary>
/// The place in the user's program that made an operation. Taking it costs a stack walk without files;
/// the line is looked up in the program's symbols only when it is asked for.
/// </summary>
internal sealed class CallSite
{
    private readonly MethodBase? _method;
    private readonly int _offset;

    private CallSite(MethodBase? method, int offset)
    {
        _method = method;
        _offset = offset;
    }

    /// <summary>The nearest caller outside the framework's own assemblies.</summary>
    public static CallSite Capture()
    {
        var trace = new StackTrace(2, fNeedFileInfo: false);
        for (var i = 0; i < trace.FrameCount; i++)
        {
            var frame = trace.GetFrame(i)!;
            if (!frame.HasMethod()) continue;
            var method = frame.GetMethod();
            var assembly = method?.DeclaringType?.Assembly;
            if (assembly is null || IsFramework(assembly)) continue;
            return new CallSite(method, frame.GetILOffset());
        }
        return new CallSite(null, 0);
    }

    public override string ToString()
    {
        if (_method is null) return "an unknown place";
        var place = FindLine();
        var method = $"{_method.DeclaringType?.Name}.{_method.Name}";
        return place is null ? method : $"{place} in {method}";
    }

    private static bool IsFramework(Assembly assembly) =>
        assembly == typeof(CallSite).Assembly || assembly == typeof(object).Assembly ||
        assembly.GetName().Name is "TfExercises.Tensorflow.Keras" or "System.Linq" or "System.Collections";

    private string? FindLine()
    {
        try
        {
            var assembly = _method!.Module.Assembly.Location;
            var symbols = Path.ChangeExtension(assembly, ".pdb");
            if (assembly.Length == 0 || !File.Exists(symbols)) return null;
            using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
            var reader = provider.GetMetadataReader();
            var handle = MetadataTokens.MethodDefinitionHandle(_method.MetadataToken & 0xFFFFFF).ToDebugInformationHandle();
            SequencePoint? best = null;
            foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
            {
                if (!point.IsHidden && point.Offset <= _offset) best = point;
            }
            if (best is not { } found) return null;
            var file = reader.GetString(reader.GetDocument(found.Document).Name);
            return $"{Path.GetFileName(file)}:{found.StartLine}";
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            // The line is an extra: symbols that cannot be read leave the method's name as the place.
            return null;
        }
    }
}
