using NumSharp;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-2: placeholders. Their values are fed when the graph is run.</summary>
sealed class PlaceholderLesson : Lesson
{
    public override string Id => "placeholder";

    public override string Section => "4-2";

    public override Text Title => new("プレースホルダー", "Placeholders");

    public override Text Teaches => new(
        "tf.placeholderは実行時に値を受け取る入れ物。形のNoneの部分 (ここでは-1) には何行でも入る。",
        "tf.placeholder takes its value when the graph is run. A dimension of None (-1 here) takes any number of rows.");

    public override void Run(LessonContext lesson)
    {
        var x = tf.placeholder(tf.float32, [-1, 3]);
        print(x);

        var data = np.random.rand(2, 3);
        print(data);

        using var sess = tf.Session();
        foreach (var i in range(len(data)))
        {
            // 1行ずつ [1, 3] の形にして渡す / feed row by row in the shape [1, 3]
            var row = data[i].reshape(1, 3);
            print(sess.run(x, (x, row)));
        }
    }
}
