using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TfExercises.Output;

/// <summary>result.json: what a run was asked, what it measured, how long it took.</summary>
public sealed record LessonResult(
    string Lesson,
    string Section,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Try,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Seed,
    string Engine,
    IReadOnlyDictionary<string, object> Settings,
    IReadOnlyList<LogEntry> Log,
    IReadOnlyDictionary<string, object> Metrics,
    double Seconds,
    int Steps,
    double StepsPerSecond,
    DateTimeOffset Started,
    string Version)
{
    public const string FileName = "result.json";

    internal static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public string ToJson() => JsonSerializer.Serialize(this, JsonOptions);

    public static string ToJson(IReadOnlyList<LessonResult> results) => JsonSerializer.Serialize(results, JsonOptions);
}
