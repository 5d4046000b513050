using System.Runtime.InteropServices;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Native;

namespace TfExercises.Tests.Native;

/// <summary>Where TensorFlow's library is looked for, and what is said when it is not there or does not fit.</summary>
public sealed class LibraryTests
{
    string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("tfex-library-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TheVariableNamesAFile()
    {
        var file = Path.Combine(_folder, "mine.so");
        Assert.That(new LibraryLocator(file, "/elsewhere").Candidates(), Is.EqualTo(new[] { file }));
    }

    [Test]
    public void TheVariableNamesAFolder() => Assert.That(
        new LibraryLocator(_folder, "/elsewhere").Candidates(), Is.EqualTo(LibraryLocator.FileNames.Select(name => Path.Combine(_folder, name))));

    [TestCase(null)]
    [TestCase("")]
    public void WithoutTheVariableTheProgramsFolderComesFirstThenThatOfPackages(string? named)
    {
        var native = Path.Combine(_folder, "runtimes", LibraryLocator.PortableIdentifier, "native");
        var candidates = new LibraryLocator(named, _folder).Candidates().ToArray();
        Assert.That(candidates[0], Is.EqualTo(Path.Combine(_folder, LibraryLocator.FileNames[0])));
        Assert.That(candidates.Select(Path.GetDirectoryName).Distinct().Last(), Is.EqualTo(native));
    }

    [Test]
    public void NoLibraryIsOneErrorThatSaysWhereItLookedAndHowToGetOne()
    {
        var error = Assert.Throws<EngineUnavailableError>(() => TensorflowLibrary.Load(new LibraryLocator(null, _folder)))!;
        foreach (var name in LibraryLocator.FileNames)
        {
            Assert.That(error.Message, Does.Contain($"{Path.Combine(_folder, name)}: not there"));
            Assert.That(error.Message, Does.Contain($"{Path.Combine(_folder, "runtimes", LibraryLocator.PortableIdentifier, "native", name)}: not there"));
        }
        Assert.That(error.Message, Does.Contain("1. From Python's package").And.Contain("2. From https://www.tensorflow.org/install/lang_c").And.Contain("3. From NuGet: build with -p:UseSciSharpRedist=true").And.Contain("--engine managed"));
    }

    [Test]
    public void AFileThatIsNoLibraryIsNamedWithTheSystemsReason()
    {
        var file = Path.Combine(_folder, LibraryLocator.FileNames[0]);
        File.WriteAllText(file, "text");
        Assert.That(() => TensorflowLibrary.Load(new LibraryLocator(file, "")), Throws.TypeOf<EngineUnavailableError>().With.Message.Contains($"{file}: it cannot be loaded: "));
    }

    [Test]
    public void AnotherLibraryIsNoTensorFlow()
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var other = Directory.EnumerateFiles(runtime).First(f => Path.GetFileNameWithoutExtension(f) is "libSystem.Native" or "System.IO.Compression.Native");
        Assert.That(() => TensorflowLibrary.Load(new LibraryLocator(other, "")), Throws.TypeOf<EngineUnavailableError>().With.Message.Contains($"{other}: it is no TensorFlow: it has no TF_Version"));
    }

    [TestCase("1.15.0", true)]
    [TestCase("2.3.4", true)]
    [TestCase("2.4.0", false)]
    [TestCase("2.16.0-rc0", false)]
    [TestCase("3.0", false)]
    [TestCase("", true)]
    [TestCase("unknown", true)]
    public void VersionsAreComparedAsNumbers(string version, bool tooOld) => Assert.That(TensorflowLibrary.IsTooOld(version), Is.EqualTo(tooOld));
}

/// <summary>The library where packages and Python lay it.</summary>
public sealed class LibraryPlaceTests : TensorflowFixture
{
    [Test]
    public void TheLibraryIsFoundWhereThePackageLaysIt()
    {
        var loaded = TensorflowLibrary.Load();
        var folder = Directory.CreateTempSubdirectory("tfex-package-");
        try
        {
            var native = folder.CreateSubdirectory(Path.Combine("runtimes", LibraryLocator.PortableIdentifier, "native")).FullName;
            if (LibraryLocator.FrameworkOf(loaded.Path) is { } framework) File.CreateSymbolicLink(Path.Combine(native, Path.GetFileName(framework)), framework);
            var here = Path.Combine(native, LibraryLocator.FileNames[0]);
            File.CreateSymbolicLink(here, loaded.Path);
            var found = TensorflowLibrary.Load(new LibraryLocator(null, folder.FullName));
            Assert.That(found.Path, Is.EqualTo(here));
            Assert.That(found.Version, Is.EqualTo(loaded.Version));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
