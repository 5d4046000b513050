using NUnit.Framework;

namespace TfExercises.Tests.Native;

/// <summary>Cases by name, of which some are the managed engine's alone.</summary>
static class ManagedCases
{
    /// <summary>The names as cases; those of <paramref name="managedOnly"/> get the category that the suite on TensorFlow leaves out.</summary>
    public static IEnumerable<TestCaseData> Mark(IEnumerable<string> names, params string[] managedOnly) =>
        names.Select(name => managedOnly.Contains(name) ? new TestCaseData(name).SetCategory("ManagedEngine") : new TestCaseData(name));
}
