using NUnit.Framework;

namespace TfExercises.Tests.Keras;

/// <summary>Each test has a graph and a folder of its own.</summary>
public abstract class FolderTest : KerasTestBase
{
    private protected TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();
}
