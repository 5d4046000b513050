using System.Runtime.InteropServices;

namespace Tensorflow.Native;

/// <summary>Where TensorFlow's C library may stand, in the order in which it is looked for.</summary>
internal sealed class LibraryLocator(string? named, string programFolder)
{
    /// <summary>The environment variable that names the library: a file, or the folder that holds it.</summary>
    public const string Variable = "TF_LIBRARY_PATH";

    /// <summary>The names of the library on this system, the usual one first.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
        OperatingSystem.IsWindows() ? ["tensorflow.dll"]
        : OperatingSystem.IsMacOS() ? ["libtensorflow.2.dylib", "libtensorflow.dylib", "libtensorflow_cc.2.dylib"]
        : ["libtensorflow.so.2", "libtensorflow.so", "libtensorflow_cc.so.2", "libtensorflow_cc.so"];

    private static readonly string[] s_frameworkNames =
        OperatingSystem.IsWindows() ? []
        : OperatingSystem.IsMacOS() ? ["libtensorflow_framework.2.dylib", "libtensorflow_framework.dylib"]
        : ["libtensorflow_framework.so.2", "libtensorflow_framework.so"];

    /// <summary>The locator of this process: <see cref="Variable"/>, then the program's folder.</summary>
    public static LibraryLocator OfProcess() => new(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);

    /// <summary>All paths that are looked at. Where the variable is set, it alone says where: no other version slips in.</summary>
    public IEnumerable<string> Candidates()
    {
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? In(named) : [named];
        return [.. In(programFolder), .. In(Path.Combine(programFolder, "runtimes", PortableIdentifier, "native"))];
    }

    /// <summary>What must be loaded before the library at <paramref name="path"/>, whose folder the system's loader does not search; null if nothing.</summary>
    public static string? FrameworkOf(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return s_frameworkNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The system and processor as packages name their folders, whatever distribution this is.</summary>
    public static string PortableIdentifier { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    private static IEnumerable<string> In(string folder) => FileNames.Select(name => Path.Combine(folder, name));
}
