using System.CommandLine;
using TfExercises.Cluster;
using TfExercises.Lessons;
using TfExercises.Settings;

namespace TfExercises.Commands;

/// <summary><c>show</c>: what a lesson teaches, its settings, its tries.</summary>
static class ShowCommand
{
    public static Command Create(Host host)
    {
        var name = new Argument<string>("lesson") { Description = "A lesson, by id or section." };
        var command = new Command("show", "What a lesson teaches, its settings with defaults and ranges, its tries.") { name };
        command.SetAction(parsed => Write(host.Output, host.Lessons.Find(parsed.GetRequiredValue(name))));
        return command;
    }

    static void Write(TextWriter output, IReadOnlyList<Lesson> lessons)
    {
        foreach (var lesson in lessons)
        {
            if (lesson != lessons[0])
                output.WriteLine();
            Write(output, lesson);
        }
    }

    static void Write(TextWriter output, Lesson lesson)
    {
        output.WriteLine($"{lesson.Section} {lesson.Id}: {lesson.Title}");
        output.WriteLine();
        output.WriteLine(lesson.Teaches.Japanese);
        output.WriteLine(lesson.Teaches.English);
        if (lesson.Settings.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("設定 / Settings (--set key=value)");
            WriteSettings(output, lesson.Settings, _ => null);
        }
        if (lesson.Optimizer is { } optimizer)
        {
            output.WriteLine();
            output.WriteLine($"最適化手法 / Optimizer (--set {OptimizerChoice.Key}=NAME)");
            output.WriteLine($"  {OptimizerChoice.Key} = {optimizer.Kind.Name}: one of {OptimizerKind.Names}");
            WriteSettings(output, optimizer.Kind.Settings, key => optimizer.Values.GetValueOrDefault(key));
        }
        if (lesson is IClusterLesson)
        {
            output.WriteLine();
            output.WriteLine("クラスタ / Cluster (--cluster FILE --job NAME --task N)");
            output.WriteLine($"  --job {ClusterPlace.ParameterServers}: 変数を持つ / holds the variables");
            output.WriteLine($"  --job {ClusterPlace.Workers}: 学習する。0番が初期化と保存をする / trains; task 0 initializes and saves");
            output.WriteLine("  --checkpoints DIR: 保存先 / where task 0 saves, and goes on from");
        }
        if (lesson.Tries.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("試してみよう / Tries (--try NAME)");
            foreach (var change in lesson.Tries)
            {
                output.WriteLine($"  {change.Name}: {change.Description}");
                output.WriteLine($"    {string.Join(", ", change.Values.Select(value => $"{value.Key}={value.Value}"))}");
            }
        }
    }

    static void WriteSettings(TextWriter output, IEnumerable<Setting> settings, Func<string, object?> lessonsOwn)
    {
        foreach (var setting in settings)
        {
            output.WriteLine($"  {setting.Key} = {Setting.Show(lessonsOwn(setting.Key) ?? setting.DefaultValue)}: {setting.Range}");
            output.WriteLine($"    {setting.Description}");
        }
    }
}
