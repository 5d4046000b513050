using NumSharp;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-2: constants. A tensor is a place in the graph; its value is there only in a session.</summary>
sealed class ConstantLesson : Lesson, ITimedLesson
{
    public override string Id => "constant";

    public override string Section => "4-2";

    public override Text Title => new("定数", "Constants");

    public override Text Teaches => new(
        "tf.constantで定数を作る。テンソルはグラフの一部であり、値はセッションで実行して初めて得られる。",
        "tf.constant makes constants. A tensor is a part of the graph; its value comes only from running it in a session.");

    public override void Run(LessonContext lesson)
    {
        // 計算グラフの構築 / the graph
        var a = tf.constant(1);
        var b = tf.constant(2, dtype: tf.float32, shape: [3, 2]);
        var c = tf.constant(np.arange(4), dtype: tf.float32, shape: [2, 2]);

        // セッションの前: まだ値はない / before the session: no values yet
        print(a);
        print(b);
        print(c);

        // セッションで実行 / run in a session
        using var sess = tf.Session();
        print(sess.run(a));
        print(sess.run(b));
        print(sess.run(c));
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var b = tf.constant(2, dtype: tf.float32, shape: [3, 2]);
        return TimedStep.Of(b);
    }
}
