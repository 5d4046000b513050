using Google.Protobuf;
using Google.Protobuf.Reflection;
using NUnit.Framework;
using Tensorflow;

namespace TfExercises.Tests.Api;

/// <summary>
/// The public members stand in Snapshots, a file an area: a name, a parameter or a default that changes shows there.
/// <c>TFEX_SNAPSHOTS=update</c> accepts a change.
/// </summary>
public class PublicApiTests
{
    static readonly (Type Root, string Area)[] s_roots =
    [
        (typeof(Exception), "errors"), (typeof(Optimizer), "optimizers"), (typeof(Initializer), "initializers"),
    ];

    static readonly ILookup<string, Type> s_areas = new[] { typeof(Graph), typeof(KerasApi) }.SelectMany(type => PublicApi.Types(type.Assembly)).ToLookup(Area);

    static IEnumerable<string> Areas() => s_areas.Select(area => area.Key).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Areas))]
    public void IsAsAgreed(string area) => Snapshot.Verify(string.Join("\n", s_areas[area].Select(PublicApi.Describe)), area);

    [Test]
    public void EachSnapshotHasItsArea()
    {
        var files = Directory.GetFiles(Snapshot.Folder(), "*.txt").Select(Path.GetFileNameWithoutExtension);
        Assert.That(files, Is.EquivalentTo(Areas()), "Remove the files of areas that are gone.");
    }

    static string Area(Type type)
    {
        if (IsGenerated(type)) return "messages";
        if (type.Assembly == typeof(KerasApi).Assembly) return type.Namespace == "Tensorflow" ? "keras" : type.Namespace!["Tensorflow.".Length..].ToLowerInvariant();
        if (type.Namespace != "Tensorflow") return type.Namespace!;
        if (type.Name == "tensorflow") return "tf";
        if (type.Name.EndsWith("Api", StringComparison.Ordinal)) return $"tf.{type.Name[..^3].ToLowerInvariant()}";
        foreach (var (root, area) in s_roots)
        {
            if (root.IsAssignableFrom(type)) return area;
        }
        return "core";
    }

    // Messages, the static classes beside them, and enums whose members carry their names in the .proto file.
    static bool IsGenerated(Type type) =>
        typeof(IMessage).IsAssignableFrom(type)
        || type.DeclaringType is { } outer && IsGenerated(outer)
        || type.IsEnum && type.GetFields().Any(field => field.IsDefined(typeof(OriginalNameAttribute), false));
}
