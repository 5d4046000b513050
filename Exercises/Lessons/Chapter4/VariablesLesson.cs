using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-2: variables. They keep their value in a session from run to run.</summary>
sealed class VariablesLesson : Lesson
{
    public override string Id => "variables";

    public override string Section => "4-2";

    public override Text Title => new("変数", "Variables");

    public override Text Teaches => new(
        "tf.Variableはセッションの間、値を保持する。初期化してから使い、tf.assignで更新する。",
        "tf.Variable keeps its value through a session. It is initialized first and changed by tf.assign.");

    public override void Run(LessonContext lesson)
    {
        var a = tf.constant(10);
        var x = tf.Variable(1);
        var calc_op = x * a;
        var update_x = tf.assign(x, calc_op);

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        print(sess.run(x));

        // 実行するたびにxが10倍になる / each run multiplies x by 10
        sess.run(update_x);
        print(sess.run(x));

        sess.run(update_x);
        print(sess.run(x));
    }
}
