using NUnit.Framework;
using TfExercises.Data;

namespace TfExercises.Tests.Data;

public class IrisTests
{
    [Test]
    public void CarriesTheThreeSpecies()
    {
        var iris = Iris.Load();

        Assert.That(iris.SpeciesNames, Is.EqualTo(new[] { "setosa", "versicolor", "virginica" }));
        Assert.That(iris.Features.shape, Is.EqualTo(new[] { 150, 4 }));
        Assert.That(iris.Features.ToArray<float>()[..4], Is.EqualTo(new[] { 5.1f, 3.5f, 1.4f, 0.2f }));
        Assert.That(iris.Labels.ToArray<int>().GroupBy(label => label).Select(g => g.Count()), Is.EqualTo(new[] { 50, 50, 50 }));
    }

    [TestCase("5.1,3.5,x,0.2,setosa")]
    [TestCase("5.1,3.5,0.2")]
    public void AWrongRowIsNamedByItsLine(string row)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"sepal_length,sepal_width,petal_length,petal_width,species\n5.1,3.5,1.4,0.2,setosa\n{row}\n");
            Assert.That(() => Iris.Load(path), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"{path}, line 3: expected four numbers and a species"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
