using Tensorflow;
using TfExercises.Lessons;
using static Tensorflow.Binding;

namespace TfExercises.Cluster;

/// <summary>Runs a lesson's part of this process: serves variables, or trains.</summary>
static class ClusterRun
{
    public static void Run(IClusterLesson lesson, LessonContext context, ClusterPlace place)
    {
        try
        {
            var server = tf.train.Server(place.Cluster, place.Job, place.Task);
            if (place.IsParameterServer)
                ParameterServer.Serve(server, place, context);
            else
                lesson.RunAsWorker(context, new Worker(server, place, context));
        }
        catch (OperationCanceledException) when (context.MustStop())
        {
            // The context knows that the user stopped the lesson; the runner says so.
        }
    }
}
