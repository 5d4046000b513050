using NUnit.Framework;
using Tensorflow;

namespace TfExercises.Tests.ControlFlow;

public class SmallMemoryTests
{
    [Test]
    public unsafe void ValuesAreAlignedAndDoNotOverlap()
    {
        // More than a block holds.
        var values = Enumerable.Range(0, 500).Select(i => SmallMemory.Allocate(TF_DataType.TF_DOUBLE, [1 + i % 97])).ToList();
        for (var i = 0; i < values.Count; i++)
            values[i].Span<double>().Fill(i);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        for (var i = 0; i < values.Count; i++)
        {
            Assert.That((long)values[i].Data % TensorValue.Alignment, Is.Zero);
            Assert.That(values[i].Span<double>().ToArray(), Is.All.EqualTo(i));
        }
    }

    [Test]
    public void LargeValuesHaveMemoryOfTheirOwn() =>
        Assert.That(SmallMemory.Allocate(TF_DataType.TF_FLOAT, [100_000]).Owner, Is.Not.TypeOf<SmallMemory>());
}
