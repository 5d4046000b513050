using Tensorflow;
using Tensorflow.Keras;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons;

/// <summary>
/// The files from which a lesson's training goes on (<c>--load</c>) and to which it is saved when it ends or is stopped (<c>--save</c>):
/// a checkpoint of the graph's variables, in lessons on Keras the weights with what the optimizer keeps.
/// </summary>
/// <param name="load">The prefix of a checkpoint, or a folder whose newest one it is; in lessons on Keras also a file of weights. Null for none.</param>
/// <param name="save">The prefix of the checkpoint to write; in lessons on Keras also a file .h5. Null for none.</param>
sealed class TrainingFiles(string? load, string? save)
{
    public static readonly TrainingFiles None = new(null, null);

    Saver? saver;
    Model? model;

    /// <summary>The files that a user names.</summary>
    /// <exception cref="UsageError">The lesson trains nothing, there is no file to load, or none can be written there.</exception>
    public static TrainingFiles Of(string? load, string? save, Lesson lesson)
    {
        if (load is null && save is null)
            return None;
        if (lesson.Optimizer is null)
            throw new UsageError($"{(load is null ? $"--save {save}" : $"--load {load}")}: {lesson.Id} trains no variables of a graph, so it has nothing to save or to load.");
        if (save is not null && Directory.Exists(save))
            throw new UsageError($"--save {save}: this is a folder; expected what the files' names begin with, such as {Path.Combine(save, "model.ckpt")}.");
        return new TrainingFiles(load is null ? null : Found(load), save);
    }

    /// <summary>Loads the session's variables; saves them by <see cref="End(Session)"/>.</summary>
    public void Begin(Session sess)
    {
        if (load is null && save is null)
            return;
        RequireFirst(saver is null);
        saver = tf.train.Saver();
        if (load is null)
            return;
        saver.restore(sess, load);
        Tell("から読み込みました", "loaded from", load);
    }

    public void End(Session sess)
    {
        if (save is null)
            return;
        if (Path.GetDirectoryName(save) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        saver!.save(sess, save);
        Tell("に保存しました", "saved to", save);
    }

    /// <summary>Loads the model's weights.</summary>
    public void Begin(Model trained)
    {
        if (load is null && save is null)
            return;
        RequireFirst(model is null);
        model = trained;
        if (load is null)
            return;
        trained.load_weights(load);
        Tell("から読み込みました", "loaded from", load);
    }

    public void End(Model trained)
    {
        if (save is null)
            return;
        trained.save_weights(save);
        Tell("に保存しました", "saved to", save);
    }

    static string Found(string path)
    {
        if (!Directory.Exists(path))
        {
            return tf.train.checkpoint_exists(path) ? path
                : throw new UsageError($"--load {path}: there is no such checkpoint; give what --save was given, or its folder.");
        }
        return tf.train.latest_checkpoint(path)
            ?? throw new UsageError($"--load {path}: the folder holds no checkpoint; give what --save was given.");
    }

    static void RequireFirst(bool isFirst)
    {
        if (!isFirst)
            throw new UsageError("--save and --load take a run that trains one network; this one trains several. Lower the setting 'runs' to 1.");
    }

    static void Tell(string japanese, string english, string path) => print(path + japanese + " / " + english + " " + path);
}
