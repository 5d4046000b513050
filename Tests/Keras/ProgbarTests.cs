using NUnit.Framework;
using Tensorflow.Keras.Training;

namespace TfExercises.Tests.Keras;

/// <summary>The lines of progress, to the letter as Keras prints them.</summary>
public class ProgbarTests
{
    static KeyValuePair<string, double>[] Figures(double loss) => [new("loss", loss), new("accuracy", 0.97653)];

    static string Show(int? target, int verbose, bool redraws, int steps, double each)
    {
        var output = new StringWriter();
        var now = 100.0;
        var bar = new Progbar(target, verbose, output, redraws, () => now);
        bar.Begin();
        for (var i = 1; i <= steps; i++)
        {
            now += each;
            bar.Step(i, () => Figures(0.5));
        }
        bar.End(steps, Figures(0.000321));
        return output.ToString();
    }

    [Test]
    public void OneLineAnEpochWhereNothingRedraws() =>
        Assert.That(Show(120, 1, false, 120, 0.000575), Is.EqualTo("120/120 [==============================] - 0s 575us/step - loss: 3.2100e-04 - accuracy: 0.9765\n"));

    [Test]
    public void RedrawsInAConsole() => Assert.That(Show(4, 1, true, 4, 2), Is.EqualTo(
        "\r1/4 [======>.......................] - ETA: 6s - loss: 0.5000 - accuracy: 0.9765"
        + "\r2/4 [==============>...............] - ETA: 4s - loss: 0.5000 - accuracy: 0.9765"
        + "\r3/4 [=====================>........] - ETA: 2s - loss: 0.5000 - accuracy: 0.9765"
        + "\r4/4 [==============================] - ETA: 0s - loss: 0.5000 - accuracy: 0.9765"
        + "\r4/4 [==============================] - 8s 2s/step - loss: 3.2100e-04 - accuracy: 0.9765\n"));

    [Test]
    public void ALineWithoutABar() => Assert.That(Show(469, 2, false, 469, 0.004), Is.EqualTo("469/469 - 2s - loss: 3.2100e-04 - accuracy: 0.9765 - 2s/epoch - 4ms/step\n"));

    [Test]
    public void StepsOfUnknownNumberAreKnownAtTheEnd()
    {
        Assert.That(Show(null, 1, false, 3, 0.02), Is.EqualTo("3/3 [==============================] - 0s 20ms/step - loss: 3.2100e-04 - accuracy: 0.9765\n"));
        Assert.That(Show(null, 1, true, 1, 0.02), Is.EqualTo(
            "\r      1/Unknown - 0s 20ms/step - loss: 0.5000 - accuracy: 0.9765" + "\r1/1 [==============================] - 0s 20ms/step - loss: 3.2100e-04 - accuracy: 0.9765\n"));
    }

    [TestCase(1, "1/1 [==============================] - 1s 1s/step - loss: -0.9800\n")]
    [TestCase(2, "1/1 - 1s - loss: -9.8000e-01 - 1s/epoch - 1s/step\n")]
    public void NegativeFigures(int verbose, string line)
    {
        var output = new StringWriter();
        var now = 0.0;
        var bar = new Progbar(1, verbose, output, false, () => now);
        bar.Begin();
        now = 1;
        bar.End(1, [new("loss", -0.98)]);
        Assert.That(output.ToString(), Is.EqualTo(line));
    }
}
