namespace Tensorflow.Files;

/// <summary>Paths that stand for several files.</summary>
internal static class FilePattern
{
    /// <summary>The files that a path, in whose last part <c>*</c> and <c>?</c> may stand, names.</summary>
    public static string[] Matching(string pattern)
    {
        if (!pattern.AsSpan().ContainsAny('*', '?')) return File.Exists(pattern) ? [pattern] : [];
        var folder = Path.GetDirectoryName(pattern);
        var place = string.IsNullOrEmpty(folder) ? "." : folder;
        return Directory.Exists(place) ? [.. Directory.GetFiles(place, Path.GetFileName(pattern)).Order(StringComparer.Ordinal)] : [];
    }
}
