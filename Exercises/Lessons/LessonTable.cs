using TfExercises.Lessons.Chapter3;
using TfExercises.Lessons.Chapter4;
using TfExercises.Settings;

namespace TfExercises.Lessons;

/// <summary>All lessons, in the order of the course.</summary>
public sealed class LessonTable(IReadOnlyList<Lesson> lessons)
{
    public const string AllName = "all";

    /// <summary>The course.</summary>
    public static LessonTable Course { get; } = new(
    [
        new BinaryAdderNumpyLesson(),
        new BinaryAdderGraphLesson(),
        new ConstantLesson(),
        new PlaceholderLesson(),
        new VariablesLesson(),
        new LinearRegressionLesson(),
        new NonlinearRegressionLesson(),
        new QuadraticRegressionLesson(),
        new MnistSoftmaxLesson(),
        new MnistMlpLesson(),
        new MnistCnnLesson(),
        new PerceptronLesson(),
        new IrisLesson(),
        new MnistKerasLesson(),
        new BinaryAdderKerasLesson(),
    ]);

    public IReadOnlyList<Lesson> Lessons { get; } = lessons;

    public IReadOnlyList<string> Ids => [.. Lessons.Select(lesson => lesson.Id)];

    /// <summary>The heading of a chapter by its number.</summary>
    public static Text ChapterHeading(string chapter)
    {
        var title = chapter switch
        {
            "3" => "RNN",
            "4" => "TensorFlow",
            _ => "",
        };
        return new Text($"第{chapter}章 {title}".TrimEnd(), $"Chapter {chapter} {title}".TrimEnd());
    }

    public static string ChapterOf(Lesson lesson) => lesson.Section.Split('-')[0];

    /// <summary>The lesson of that id, the lessons of that section or chapter ("4-6", "4"), or all.</summary>
    /// <exception cref="UsageError">Nothing has that name.</exception>
    public IReadOnlyList<Lesson> Find(string name)
    {
        if (name.Equals(AllName, StringComparison.OrdinalIgnoreCase))
            return Lessons;
        var found = Lessons
            .Where(lesson => name.Equals(lesson.Id, StringComparison.OrdinalIgnoreCase) || name == lesson.Section || name == ChapterOf(lesson))
            .ToList();
        if (found.Count > 0)
            return found;
        var names = Ids.Concat(Lessons.Select(lesson => lesson.Section)).Append(AllName);
        throw new UsageError($"There is no lesson or section '{name}'. Nearest: '{Nearest.Of(name, names)}'; 'list' shows them all.");
    }
}
