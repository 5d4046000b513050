using System.CommandLine;
using TfExercises.Lessons;

namespace TfExercises.Commands;

/// <summary><c>list</c>: the lessons by chapter, a line each.</summary>
static class ListCommand
{
    public static Command Create(Host host)
    {
        var command = new Command("list", "The lessons by chapter.");
        command.SetAction(_ => Write(host));
        return command;
    }

    static void Write(Host host)
    {
        var width = host.Lessons.Ids.Max(id => id.Length);
        foreach (var chapter in host.Lessons.Lessons.GroupBy(LessonTable.ChapterOf))
        {
            host.Output.WriteLine(LessonTable.ChapterHeading(chapter.Key));
            foreach (var lesson in chapter)
                host.Output.WriteLine($"  {lesson.Section,-4}  {lesson.Id.PadRight(width)}  {lesson.Title}");
        }
    }
}
