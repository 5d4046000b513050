using NUnit.Framework;
using Tensorflow;
using Tensorflow.Native;

namespace TfExercises.Tests.Native;

/// <summary>Whether TensorFlow's library is here, found out once.</summary>
static class NativeLibraryHere
{
    static readonly Lazy<string?> s_reason = new(Find);

    /// <summary>Why it cannot be used; null if it can.</summary>
    public static string? Missing => s_reason.Value;

    static string? Find()
    {
        try
        {
            TensorflowLibrary.Load();
            return null;
        }
        catch (EngineUnavailableError error)
        {
            return $"TensorFlow's library is not here (set {LibraryLocator.Variable}): {error.Message.Split('\n')[0]}";
        }
    }
}

/// <summary>Tests that need TensorFlow's library; without it they are ignored.</summary>
public abstract class TensorflowFixture
{
    [OneTimeSetUp]
    public void RequireLibrary()
    {
        if (NativeLibraryHere.Missing is { } reason) Assert.Ignore(reason);
    }

    /// <summary>TensorFlow holds no memory of a feed when all sessions are closed.</summary>
    [OneTimeTearDown]
    public void RequireNothingHeld() => Assert.That(NativeTensor.Held, Is.Zero);
}

/// <summary>Tests that run on both engines, a fixture each: their sessions take the fixture's engine.</summary>
[Category("BothEngines")]
[TestFixtureSource(typeof(OnBothEngines), nameof(Fixtures))]
public abstract class OnBothEngines(string engine)
{
    string _before = "";

    /// <summary>The engine of this fixture.</summary>
    protected string EngineName => engine;

    public static IEnumerable<TestFixtureData> Fixtures()
    {
        yield return new TestFixtureData(Engines.Managed);
        var native = new TestFixtureData(Engines.TensorFlow);
        yield return NativeLibraryHere.Missing is { } reason ? (TestFixtureData)native.Ignore(reason) : native;
    }

    [OneTimeSetUp]
    public void TakeEngine()
    {
        _before = Engines.Default;
        Engines.Default = engine;
    }

    [OneTimeTearDown]
    public void ReturnEngine() => Engines.Default = _before;
}
