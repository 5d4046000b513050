using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Lessons;

/// <summary>A step that <c>bench</c> times: an action that does the same work at every call.</summary>
/// <param name="run">One step.</param>
/// <param name="resources">What the step needs while it is timed, such as its session; disposed with the step.</param>
public sealed class TimedStep(Action run, params IReadOnlyList<IDisposable> resources) : IDisposable
{
    /// <summary>Floating-point operations of one step, where they say something; null elsewhere.</summary>
    public double? Flops { get; init; }

    /// <summary>Whether another process does the work, so that nothing can be said of what it allocates.</summary>
    public bool IsProcess { get; init; }

    /// <summary>The step that runs an operation of the default graph, in a session of its own with the variables initialized.</summary>
    public static TimedStep Of(Operation op, params FeedItem[] feeds)
    {
        var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        return new TimedStep(() => sess.run(op, feeds), sess);
    }

    /// <summary>The step that fetches a tensor of the default graph.</summary>
    public static TimedStep Of(Tensor fetched, params FeedItem[] feeds)
    {
        var sess = tf.Session();
        return new TimedStep(() => sess.run(fetched, feeds), sess);
    }

    /// <summary>The session that runs the step; null where there is none.</summary>
    internal Session? Session => resources.OfType<Session>().FirstOrDefault();

    /// <summary>Does one step.</summary>
    public void Run() => run();

    public void Dispose()
    {
        foreach (var resource in resources)
            resource.Dispose();
    }
}
