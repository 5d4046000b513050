using Tensorflow.Keras;

namespace TfExercises.Lessons;

/// <summary>Tells the lesson how a fit goes on: each epoch's loss and accuracy for the log, the steps for the progress bar.</summary>
public sealed class FitReport : Callback
{
    readonly LessonContext lesson;

    internal FitReport(LessonContext lesson) => this.lesson = lesson;

    public override void on_train_begin(Logs logs) => lesson.BeginTraining(model);

    public override void on_train_batch_end(int batch, Logs logs)
    {
        lesson.StepDone(@params.epochs * (@params.steps ?? 1));
        if (lesson.MustStop())
            model.stop_training = true;
    }

    public override void on_epoch_end(int epoch, Logs logs) =>
        lesson.Log(epoch + 1, loss: logs["loss"], accuracy: logs.TryGetValue("accuracy", out var accuracy) ? accuracy : null);

    public override void on_train_end(Logs logs) => lesson.EndTraining(model);
}
