using Microsoft.Extensions.Configuration;

namespace TfExercises.Settings;

/// <summary>
/// A JSON file of settings by lesson: <c>{ "mnist-mlp": { "optimizer": "Momentum", "learning_rate": 0.1 } }</c>.
/// </summary>
sealed class SettingsFile
{
    public const string DefaultName = "exercises.json";

    readonly string name;
    readonly IConfigurationRoot? root;

    SettingsFile(string name, IConfigurationRoot? root) => (this.name, this.root) = (name, root);

    /// <summary>The file named, or <c>exercises.json</c> of the current directory if there is one.</summary>
    /// <exception cref="UsageError">The file named is missing, or the file is not JSON or names an unknown lesson.</exception>
    public static SettingsFile Read(string? path, IReadOnlyCollection<string> lessonIds)
    {
        if (path is null && !File.Exists(DefaultName))
            return new(DefaultName, null);
        var name = path ?? DefaultName;
        if (!File.Exists(name))
            throw new UsageError($"--config {name}: there is no such file.");

        IConfigurationRoot root;
        try
        {
            root = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(name), optional: false, reloadOnChange: false).Build();
        }
        catch (InvalidDataException error)
        {
            throw new UsageError($"{name} is not a JSON file of settings: {(error.InnerException ?? error).Message}");
        }
        foreach (var section in root.GetChildren())
        {
            if (!lessonIds.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
                throw new UsageError($"{name}: there is no lesson '{section.Key}'. Nearest: '{Nearest.Of(section.Key, lessonIds)}'.");
            if (section.Value is not null)
                throw new UsageError($"{name}: '{section.Key}' is '{section.Value}'; expected an object of settings, such as {{ \"iterations\": 100 }}.");
        }
        return new(name, root);
    }

    /// <summary>The settings of one lesson; none without a file.</summary>
    /// <exception cref="UsageError">A value is not a plain one.</exception>
    public SettingLayer Of(string lessonId) =>
        SettingLayer.Of(name, root is null ? [] : root.GetSection(lessonId).GetChildren().Select(setting =>
            (setting.Key, setting.Value ?? throw new UsageError(
                $"{name}: '{setting.Key}' of {lessonId} is a list, an object or null; expected a number, a text, true or false."))));
}
