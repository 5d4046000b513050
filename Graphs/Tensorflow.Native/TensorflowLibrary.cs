using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Tensorflow.Native;

/// <summary>TensorFlow's C library, loaded at first use and once a process.</summary>
internal sealed class TensorflowLibrary
{
    /// <summary>The oldest version whose C API has strings in tensors as this engine writes them.</summary>
    public static readonly Version Oldest = new(2, 4);

    private static readonly Lock s_gate = new();
    private static TensorflowLibrary? s_loaded;

    private readonly nint _handle;

    private TensorflowLibrary(string path, nint handle, string version)
    {
        Path = path;
        _handle = handle;
        Version = version;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its version, such as 2.21.0.</summary>
    public string Version { get; }

    /// <summary>The library of this process.</summary>
    /// <exception cref="EngineUnavailableError">There is none, it is too old, or it lacks a function; the message lists where it was looked for.</exception>
    public static TensorflowLibrary Load()
    {
        lock (s_gate)
        {
            if (s_loaded is null)
            {
                var library = Load(LibraryLocator.OfProcess());
                NativeLibrary.SetDllImportResolver(typeof(CApi).Assembly, (name, _, _) => name == CApi.Library ? library._handle : 0);
                s_loaded = library;
            }
            return s_loaded;
        }
    }

    /// <summary>The first library that the locator finds and that fits.</summary>
    internal static TensorflowLibrary Load(LibraryLocator locator)
    {
        var looked = new List<string>();
        foreach (var path in locator.Candidates())
        {
            if (!File.Exists(path))
            {
                looked.Add($"{path}: not there");
                continue;
            }
            if (TryLoad(path, out var library, out var reason)) return library;
            looked.Add($"{path}: {reason}");
        }
        throw new EngineUnavailableError(Describe(looked));
    }

    private static bool TryLoad(string path, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TensorflowLibrary? library, out string reason)
    {
        library = null;
        nint handle;
        try
        {
            if (LibraryLocator.FrameworkOf(path) is { } framework) NativeLibrary.Load(framework);
            handle = NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            reason = "it cannot be loaded: " + error.Message.ReplaceLineEndings(" ").Trim();
            return false;
        }
        reason = Lacks(handle, out var version);
        if (reason.Length == 0) library = new TensorflowLibrary(path, handle, version);
        else NativeLibrary.Free(handle);
        return library is not null;
    }

    // Empty if nothing is wrong. The version is asked by hand: it decides whether the other functions may be bound at all.
    private static unsafe string Lacks(nint handle, out string version)
    {
        version = "";
        if (!NativeLibrary.TryGetExport(handle, nameof(CApi.TF_Version), out var address)) return "it is no TensorFlow: it has no TF_Version";
        version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)address)()) ?? "";
        if (IsTooOld(version)) return $"it is too old: version {version}, at least {Oldest} is needed";
        string[] missing = [.. Functions.Where(name => !NativeLibrary.TryGetExport(handle, name, out _))];
        return missing.Length == 0 ? "" : $"it is version {version} without {string.Join(", ", missing)}";
    }

    internal static bool IsTooOld(string version)
    {
        var parts = version.Split('.', '-');
        return parts.Length < 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var minor)
            || new Version(major, minor) < Oldest;
    }

    private static IEnumerable<string> Functions =>
        typeof(CApi).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Where(name => name.StartsWith("TF_", StringComparison.Ordinal));

    private static string Describe(List<string> looked)
    {
        var text = new StringBuilder("The engine 'tensorflow' needs TensorFlow's C library, which was not found. Looked at:\n");
        foreach (var line in looked) text.Append("  ").Append(line).Append('\n');
        text.Append("Three ways to get it:\n");
        text.Append(CultureInfo.InvariantCulture, $"  1. From Python's package: pip install tensorflow-cpu (or tensorflow, with GPUs), then set {LibraryLocator.Variable} to the folder site-packages/tensorflow.\n");
        text.Append(CultureInfo.InvariantCulture, $"  2. From https://www.tensorflow.org/install/lang_c: unpack it, then set {LibraryLocator.Variable} to its folder lib, or lay its files beside the program.\n");
        text.Append("  3. From NuGet: build with -p:UseSciSharpRedist=true, which references SciSharp.TensorFlow.Redist.\n");
        text.Append("Or run on the managed engine, which needs no library: --engine managed, or TFEX_ENGINE=managed.");
        return text.ToString();
    }
}
