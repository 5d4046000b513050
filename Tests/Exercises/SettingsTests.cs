using NUnit.Framework;
using TfExercises.Lessons;
using TfExercises.Settings;

namespace TfExercises.Tests.Exercises;

public class SettingsTests
{
    static readonly Lesson Lesson = new TrialLesson();

    [Test]
    public void DefaultsAreTheLessonsOwn()
    {
        var settings = Resolve();

        Assert.That(settings.All, Is.EqualTo(new Dictionary<string, object>
        {
            ["noise"] = 0.5, ["iterations"] = 4, ["shout"] = false, ["optimizer"] = "Adam",
            ["learning_rate"] = 0.01, ["beta1"] = 0.9, ["beta2"] = 0.999, ["epsilon"] = 1e-8,
        }));
    }

    [Test]
    public void TheFirstLayerCountsMost()
    {
        var settings = Resolve(Layer(("noise", "1")), Layer(("noise", "2"), ("iterations", "7")), Layer(("Iterations", "9"), ("shout", "True")));

        Assert.That(settings.All["noise"], Is.EqualTo(1.0));
        Assert.That(settings.All["iterations"], Is.EqualTo(7));
        Assert.That(settings.All["shout"], Is.True);
    }

    [TestCase("momentum", "Momentum")]
    [TestCase("MOMENTUM", "Momentum")]
    [TestCase("sgd", "GradientDescent")]
    [TestCase("gradientdescent", "GradientDescent")]
    [TestCase("rmsprop", "RMSProp")]
    [TestCase("AdagradDA", "AdagradDA")]
    [TestCase("proximalgradientdescent", "ProximalGradientDescent")]
    public void OptimizersAreFoundInAnyCase(string name, string expected) =>
        Assert.That(Resolve(Layer(("optimizer", name))).Optimizer!.Kind.Name, Is.EqualTo(expected));

    [Test]
    public void AnotherOptimizerBringsItsOwnDefaults()
    {
        var optimizer = Resolve(Layer(("optimizer", "Adadelta"))).Optimizer!;

        Assert.That(optimizer.Values, Is.EqualTo(new Dictionary<string, object> { ["learning_rate"] = 0.001, ["rho"] = 0.95, ["epsilon"] = 1e-8 }));
    }

    [Test]
    public void ALayerThatNamesAnotherOptimizerLosesItsSettings()
    {
        var below = Layer(("optimizer", "momentum"), ("learning_rate", "3"), ("momentum", "0.7"), ("noise", "2"));

        var settings = Resolve(Layer(("optimizer", "RMSProp")), below);

        Assert.That(settings.Optimizer!.Number("learning_rate"), Is.EqualTo(0.001));
        Assert.That(settings.Optimizer.Number("momentum"), Is.EqualTo(0));
        Assert.That(settings.All["noise"], Is.EqualTo(2.0));
    }

    [Test]
    public void ALayerWithoutAnOptimizerKeepsItsRate()
    {
        var settings = Resolve(Layer(("optimizer", "momentum")), Layer(("learning_rate", "3")));

        Assert.That(settings.Optimizer!.Number("learning_rate"), Is.EqualTo(3));
    }

    [TestCase("nois", "1", "trial-run has no setting 'nois' (test). Nearest: 'noise', a number from 0 to 100 (default 0.5).")]
    [TestCase("iterrations", "1", "trial-run has no setting 'iterrations' (test). Nearest: 'iterations', a whole number from 1 to 1000 (default 4).")]
    [TestCase("beta_1", "1", "trial-run has no setting 'beta_1' (test). Nearest: 'beta1', a number from 0 to 1 (default 0.9).")]
    [TestCase("noise", "loud", "noise = 'loud' (test) is not a number from 0 to 100.")]
    [TestCase("noise", "", "noise = '' (test) is not a number from 0 to 100.")]
    [TestCase("noise", "-1", "noise = -1 (test) is out of range: a number from 0 to 100.")]
    [TestCase("noise", "nan", "noise = NaN (test) is out of range: a number from 0 to 100.")]
    [TestCase("iterations", "2.5", "iterations = '2.5' (test) is not a whole number from 1 to 1000.")]
    [TestCase("iterations", "0", "iterations = 0 (test) is out of range: a whole number from 1 to 1000.")]
    [TestCase("iterations", "99999999999", "iterations = '99999999999' (test) is not a whole number from 1 to 1000.")]
    [TestCase("shout", "1", "shout = '1' (test) is not true or false.")]
    [TestCase("beta1", "1.5", "beta1 = 1.5 (test) is out of range: a number from 0 to 1.")]
    [TestCase("momentum", "0.9", "Adam has no setting 'momentum' (test): its settings are learning_rate, beta1, beta2, epsilon. "
        + "'momentum' is a setting of Momentum, RMSProp; choose one by optimizer.")]
    [TestCase("optimizer", "adan", "optimizer = 'adan' (test) is no optimizer. Nearest: Adam; one of GradientDescent, Momentum, Adagrad, AdagradDA, "
        + "Adadelta, RMSProp, Adam, Ftrl, ProximalGradientDescent, ProximalAdagrad (in any case), or sgd for GradientDescent.")]
    public void AWrongSettingIsNamed(string key, string value, string expected) =>
        Assert.That(() => Resolve(Layer((key, value))), Throws.TypeOf<UsageError>().With.Message.EqualTo(expected));

    [Test]
    public void AChoiceIsFoundInAnyCase()
    {
        var setting = Setting.Choice("init", ["normal", "He"], "", "");

        Assert.That((setting.Default, setting.Parse(" he", "test")), Is.EqualTo(("normal", (object)"He")));
        Assert.That(() => setting.Parse("her", "test"), Throws.TypeOf<UsageError>().With.Message.EqualTo("init = 'her' (test) is not one of normal, He."));
    }

    [Test]
    public void ALessonWithoutSettingsSaysSo() =>
        Assert.That(
            () => SettingsResolver.Resolve(new PlainLesson(), Layer(("noise", "1"))),
            Throws.TypeOf<UsageError>().With.Message.EqualTo("plain has no setting 'noise' (test): it has no settings."));

    [Test]
    public void DefaultsAreInRange()
    {
        var settings = OptimizerKind.All.SelectMany(kind => kind.Settings)
            .Concat(LessonTable.Course.Lessons.SelectMany(lesson => lesson.Settings));
        foreach (var setting in settings)
            Assert.That(setting.Parse(Setting.Show(setting.DefaultValue), "default"), Is.EqualTo(setting.DefaultValue), setting.Key);
    }

    static LessonSettings Resolve(params SettingLayer[] layers) => SettingsResolver.Resolve(Lesson, layers);

    static SettingLayer Layer(params (string, string)[] values) => SettingLayer.Of("test", values);
}
