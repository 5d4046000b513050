using NumSharp;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training.Saving;

/// <summary>README's program that saves while it trains, goes on in another session, and exports a model.</summary>
public sealed class SavingProgramTests(string engine) : SaverFixture(engine)
{
    [Test]
    public void ReadmesProgramRuns()
    {
        var x = tf.placeholder(tf.float32, name: "x");
        var d = tf.placeholder(tf.float32, name: "d");
        var W = tf.Variable(tf.zeros(new[] { 1 }));
        var b = tf.Variable(tf.zeros(new[] { 1 }));
        var y = W * x + b;
        var train = tf.train.GradientDescentOptimizer(0.1f).minimize(tf.reduce_mean(tf.square(y - d)));
        np.random.seed(1);
        var xs = np.random.rand(100).astype(np.float32);
        var ds = xs * -5f + 3f;
        var saver = tf.train.Saver();
        NDArray want;
        using (var sess = tf.Session())
        {
            sess.run(tf.global_variables_initializer());
            foreach (var i in range(300))
            {
                sess.run(train, (x, xs), (d, ds));
                if (i % 100 == 99) saver.save(sess, folder["run/model.ckpt"], global_step: i);
            }
            want = sess.run(y, (x, xs));
            tf.saved_model.simple_save(sess, folder["export/1"], inputs: new() { ["x"] = x }, outputs: new() { ["y"] = y });
        }

        using var later = tf.Session();
        saver.restore(later, tf.train.latest_checkpoint(folder["run"]));
        Assert.That(later.run(y, (x, xs)).ToArray<float>(), Is.EqualTo(want.ToArray<float>()));

        using var serving = tf.Session(new Graph());
        var signature = tf.saved_model.loader.load(serving, ["serve"], folder["export/1"]).SignatureDef["serving_default"];
        var prediction = serving.run(signature.Outputs["y"].Name, (signature.Inputs["x"].Name, xs));
        Assert.That(prediction!.ToArray<float>(), Is.EqualTo(want.ToArray<float>()));

        tf.reset_default_graph();
        using var imported = tf.Session();
        tf.train.import_meta_graph(folder["run/model.ckpt-299.meta"])!.restore(imported, folder["run/model.ckpt-299"]);
        imported.run(train.name, ("x:0", xs), ("d:0", ds));
        Assert.That(imported.run(y.name, ("x:0", xs))!.ToArray<float>(), Is.EqualTo(want.ToArray<float>()).Within(1e-3));
    }
}
