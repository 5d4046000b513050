namespace TfExercises.Data;

/// <summary>Where the files carried with the program stand: the folder Data beside it.</summary>
static class DataFiles
{
    /// <exception cref="FileNotFoundException">The file is not beside the program.</exception>
    public static string Find(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Data", name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing. The build copies it there from the folder Data: build again.", path);
    }
}
