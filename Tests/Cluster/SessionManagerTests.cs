using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Cluster;

/// <summary>Sessions that are opened when the variables have values.</summary>
public sealed class SessionManagerTests(string engine) : OnBothEngines(engine)
{
    TemporaryFolder _folder = null!;
    Graph _graph = null!;
    RefVariable _v = null!;

    [SetUp]
    public void NewGraph()
    {
        _folder = new TemporaryFolder();
        _graph = tf.Graph().as_default();
        _v = tf.Variable(1f, name: "v");
    }

    [TearDown]
    public void Leave()
    {
        _graph.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void TheChiefInitializesThenRestores()
    {
        var fed = tf.placeholder_with_default(tf.constant(0f), Shape.Scalar);
        var (init, saver, called) = (tf.group(tf.assign(_v, fed + 1f)), tf.train.Saver(), 0);
        var manager = tf.train.SessionManager(ready_op: tf.report_uninitialized_variables());
        using (var sess = manager.prepare_session("", init, saver, _folder.Path, init_feed_dict: [(fed, 4f)], init_fn: _ => called++))
        {
            Assert.That(((float)sess.run(_v), called), Is.EqualTo((5f, 1)));
            sess.run(tf.assign(_v, 7f));
            saver.save(sess, _folder["model.ckpt"], global_step: 3);
        }
        using (var sess = manager.prepare_session("", init, saver, _folder.Path, init_fn: _ => called++))
            Assert.That(((float)sess.run(_v), called), Is.EqualTo((7f, 1)));
        using (var sess = manager.prepare_session("", init, saver, checkpoint_filename_with_path: _folder["model.ckpt-3"]))
            Assert.That((float)sess.run(_v), Is.EqualTo(7f));
        // It keeps what the file `checkpoint` names.
        Assert.That(saver.last_checkpoints, Is.EqualTo(new[] { _folder["model.ckpt-3"] }));
    }

    [Test]
    public void LocalVariablesAreInitializedWhenTheOthersAreThere()
    {
        var local = tf.Variable(3f, collections: [tf.GraphKeys.LOCAL_VARIABLES]);
        var manager = tf.train.SessionManager(tf.local_variables_initializer(), tf.report_uninitialized_variables(), tf.report_uninitialized_variables(tf.global_variables()));
        using (var sess = manager.prepare_session("", tf.global_variables_initializer())) Assert.That((float)sess.run(local + _v), Is.EqualTo(4f));
        Assert.That(() => manager.prepare_session("", tf.no_op()), Throws.TypeOf<Tensorflow.RuntimeError>().With.Message.EqualTo(
            "Init operations did not make model ready. Init op: NoOp, local_init_op: init, error: Variables not initialized: v"));
    }

    [Test]
    public void RecoveringTellsWhetherThereWasACheckpoint()
    {
        var saver = tf.train.Saver();
        var manager = tf.train.SessionManager(ready_op: tf.report_uninitialized_variables());
        var (empty, isInitialized) = manager.recover_session("", saver, _folder.Path);
        using (empty) Assert.That(isInitialized, Is.False);
        using (var sess = manager.prepare_session("", tf.global_variables_initializer())) saver.save(sess, _folder["model.ckpt"]);
        var other = tf.Variable(2f, name: "unsaved");
        (var restored, isInitialized) = manager.recover_session("", saver, _folder.Path);
        using (restored) Assert.That(((float)restored.run(_v), isInitialized), Is.EqualTo((1f, true)), "The check was made before the second variable.");
        (restored, isInitialized) = tf.train.SessionManager(ready_op: tf.report_uninitialized_variables()).recover_session("", saver, _folder.Path);
        using (restored) Assert.That(isInitialized, Is.False, other.name);
    }

    [Test]
    public void WaitingEndsAfterItsTime()
    {
        var manager = tf.train.SessionManager(ready_op: tf.report_uninitialized_variables(), recovery_wait_secs: 0.05);
        Assert.That(() => manager.wait_for_session("", max_wait_secs: 0.2), Throws.TypeOf<DeadlineExceededError>().With.Message.EqualTo(
            "Session was not ready after waiting 0.2 secs. Variables not initialized: v"));
    }

    [Test]
    public void WrongArgumentsAreErrors()
    {
        var ready = tf.report_uninitialized_variables();
        Assert.Multiple(() =>
        {
            Assert.That(() => tf.train.SessionManager(ready_for_local_init_op: ready), Throws.TypeOf<ValueError>().With.Message.StartsWith("If you pass a ready_for_local_init_op you must also pass a local_init_op"));
            Assert.That(() => tf.train.SessionManager().prepare_session(""), Throws.TypeOf<Tensorflow.RuntimeError>().With.Message.StartsWith("Model is not initialized and no init_op"));
            Assert.That(() => tf.train.SessionManager().prepare_session("", tf.no_op(), tf.train.Saver(), "a", "b"), Throws.TypeOf<ValueError>().With.Message.StartsWith("Can not provide both"));
        });
    }
}

/// <summary>The same between two sessions on a server.</summary>
public sealed class SessionManagerOnServerTests : TensorflowFixture
{
    [Test]
    public void AnotherProcessWaitsForTheChief()
    {
        var server = tf.train.create_local_server();
        var waiting = Task.Run(() =>
        {
            using var graph = tf.Graph().as_default();
            var v = tf.Variable(0f, name: "v");
            using var sess = tf.train.SessionManager(ready_op: tf.report_uninitialized_variables(), recovery_wait_secs: 0.05).wait_for_session(server.target, max_wait_secs: 30);
            return (float)sess.run(v);
        });
        using var own = tf.Graph().as_default();
        tf.Variable(8f, name: "v");
        Thread.Sleep(200);
        Assert.That(waiting.IsCompleted, Is.False);
        using var chief = tf.train.SessionManager(ready_op: tf.report_uninitialized_variables()).prepare_session(server.target, tf.global_variables_initializer());
        Assert.That(waiting.Result, Is.EqualTo(8f));
    }
}
