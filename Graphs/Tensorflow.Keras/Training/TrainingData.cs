using Tensorflow.Keras.Engine;

namespace Tensorflow.Keras.Training;

/// <summary>The data of a fit or an evaluation, checked against the model: columns of inputs, targets and weights in the order of a step's placeholders.</summary>
internal sealed class TrainingData
{
    private TrainingData(List<DataColumn> columns, (TF_DataType, Shape)?[] targets, Shape?[] weights)
    {
        Columns = columns;
        Targets = targets;
        Weights = weights;
    }

    public IReadOnlyList<DataColumn> Columns { get; }

    /// <summary>Type and shape of a batch of each output's targets; null for an output without a loss.</summary>
    public (TF_DataType DType, Shape Shape)?[] Targets { get; }

    /// <summary>The shape of a batch of each output's sample weights; null where there are none.</summary>
    public Shape?[] Weights { get; }

    public int Samples => Columns[0].Samples;

    /// <summary>The data for a model that was compiled.</summary>
    /// <exception cref="ValueError">They do not fit the model.</exception>
    public static TrainingData From(Model model, Compilation compilation, ModelData x, ModelData? y, ModelData? sampleWeight, IReadOnlyDictionary<int, double>? classWeight = null)
    {
        var columns = Inputs(model, x);
        var samples = columns[0].Samples;
        var outputs = model.outputs_or_made;
        var names = model.output_names;
        var withLoss = Enumerable.Range(0, outputs.Count).Where(i => compilation.Losses[i] is not null).ToArray();
        var targets = new (TF_DataType, Shape)?[outputs.Count];
        if (y is null && withLoss.Length > 0) throw new ValueError($"The model \"{model.name}\" has a loss for its targets, but no y was given.");
        if (y is not null)
        {
            var values = y.InOrder(y.Names is null && y.Values.Length == withLoss.Length ? [.. withLoss.Select(i => names[i])] : names, "output", model.name);
            for (var i = 0; i < withLoss.Length; i++)
            {
                var output = withLoss[i];
                var what = withLoss.Length == 1 ? "y" : $"y of the output \"{names[output]}\"";
                var column = TargetCheck.Column(values[i], compilation.Losses[output]!, outputs[output].shape, what);
                RequireSamples(columns[0], column, samples);
                columns.Add(column);
                targets[output] = (column.DType, new Shape([-1, .. column.RowDims.Select(d => (long)d)]));
            }
        }
        var weights = new Shape?[outputs.Count];
        if (classWeight is not null)
        {
            if (withLoss.Length != 1) throw new ValueError($"`class_weight` is for models with one output; \"{model.name}\" has {withLoss.Length}.");
            sampleWeight = ClassWeights.Apply(columns[^1], classWeight, sampleWeight);
        }
        if (sampleWeight is not null)
        {
            var values = sampleWeight.InOrder(sampleWeight.Values.Length == withLoss.Length && sampleWeight.Names is null ? [.. withLoss.Select(i => names[i])] : names, "output", model.name);
            for (var i = 0; i < withLoss.Length; i++)
            {
                var column = DataColumn.From(values[i], TF_DataType.TF_FLOAT, "sample_weight");
                RequireSamples(columns[0], column, samples);
                columns.Add(column);
                weights[withLoss[i]] = new Shape([-1, .. column.RowDims.Select(d => (long)d)]);
            }
        }
        return new TrainingData(columns, targets, weights);
    }

    /// <summary>The columns of the inputs.</summary>
    public static List<DataColumn> Inputs(Model model, ModelData x)
    {
        model.BuildFor(x);
        var inputs = model.inputs;
        var names = model.input_names;
        var values = x.InOrder(names, "input", model.name);
        var columns = new List<DataColumn>();
        for (var i = 0; i < inputs.Count; i++)
        {
            var what = inputs.Count == 1 ? "x" : $"x of the input \"{names[i]}\"";
            var column = DataColumn.From(values[i], inputs[i].dtype, what);
            var expected = inputs[i].shape;
            if (column.RowDims.Length + 2 == expected.ndim && expected[-1] == 1) column = column.WithLastAxis();
            Shape found = new([column.Samples, .. column.RowDims.Select(d => (long)d)]);
            if (!expected.is_compatible_with(found) && !(expected.ndim == found.ndim && expected[0] >= 0 && new Shape([-1, .. expected.dims[1..]]).is_compatible_with(found)))
                throw new ValueError($"Input {i} of model \"{model.name}\" is incompatible with the layer: expected shape={Text(expected)}, found shape={Text(found)}.");
            if (columns.Count > 0) RequireSamples(columns[0], column, columns[0].Samples);
            columns.Add(column);
        }
        return columns;
    }

    /// <summary>The samples before and after a place.</summary>
    public (TrainingData Before, TrainingData After) SplitAt(int place) =>
        (new([.. Columns.Select(c => c.Part(0, place))], Targets, Weights), new([.. Columns.Select(c => c.Part(place, c.Samples))], Targets, Weights));

    private static void RequireSamples(DataColumn first, DataColumn other, int samples)
    {
        if (other.Samples != samples)
            throw new ValueError($"Data cardinality is ambiguous: {first.What} has {samples} samples, {other.What} has {other.Samples}. Make sure all arrays contain the same number of samples.");
    }

    internal static string Text(Shape shape) => shape.ToString().Replace("?", "None");
}

/// <summary>Targets checked against an output and its loss.</summary>
internal static class TargetCheck
{
    /// <summary>The targets as they are fed: labels as int32, others as float32.</summary>
    public static DataColumn Column(object data, Loss loss, Shape output, string what)
    {
        var column = DataColumn.From(data, loss.TakesLabels ? TF_DataType.TF_INT32 : TF_DataType.TF_FLOAT, what);
        var batch = new Shape([-1, .. column.RowDims.Select(d => (long)d)]);
        if (loss is Losses.FunctionLoss || !output.HasRank || !IsOwn(loss)) return column;
        if (loss.TakesLabels) RequireLabels(column, batch, output, loss, what);
        else RequireValues(batch, output, loss, what);
        return column;
    }

    private static bool IsOwn(Loss loss) => Saving.Registry.ModuleOf(loss.GetType()) is not null;

    private static void RequireValues(Shape batch, Shape output, Loss loss, string what)
    {
        var fits = batch.is_compatible_with(output)
            || batch.ndim == output.ndim - 1 && output[-1] == 1 && batch.is_compatible_with(new Shape(output.dims[..^1]))
            || batch.ndim == output.ndim + 1 && batch[-1] == 1 && output.is_compatible_with(new Shape(batch.dims[..^1]));
        if (fits) return;
        var areLabels = loss.name.StartsWith("categorical_crossentropy", StringComparison.Ordinal) && (batch.ndim == output.ndim - 1 || batch.ndim == output.ndim && batch[-1] == 1);
        throw new ValueError($"{what} has shape {TrainingData.Text(batch)}, but the loss '{loss.name}' needs the output's shape {TrainingData.Text(output)}."
            + (areLabels ? $" For class labels use 'sparse_categorical_crossentropy', or make them one-hot: keras.utils.to_categorical(y, {output[-1]})." : ""));
    }

    private static void RequireLabels(DataColumn column, Shape batch, Shape output, Loss loss, string what)
    {
        var wanted = new Shape(output.dims[..^1]);
        var fits = batch.is_compatible_with(wanted) || batch.ndim == output.ndim && batch[-1] == 1 && new Shape(batch.dims[..^1]).is_compatible_with(wanted);
        if (!fits)
        {
            var isOneHot = batch.is_compatible_with(output);
            throw new ValueError($"{what} has shape {TrainingData.Text(batch)}, but the loss '{loss.name}' needs labels of shape {TrainingData.Text(wanted)} for the output {TrainingData.Text(output)}."
                + (isOneHot ? " For one-hot targets use 'categorical_crossentropy'." : ""));
        }
        var classes = output[-1];
        if (classes < 0) return;
        var ignored = (loss as Losses.SparseCategoricalCrossentropy)?.ignore_class;
        var labels = column.All.Span<int>();
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= classes && labels[i] != ignored)
                throw new ValueError($"{what} holds the label {labels[i]} (element {i}), but the output has {classes} classes: labels go from 0 to {classes - 1}.");
        }
    }
}

/// <summary>Weights of classes as weights of samples.</summary>
internal static class ClassWeights
{
    public static ModelData Apply(DataColumn targets, IReadOnlyDictionary<int, double> weights, ModelData? sampleWeight)
    {
        var isOneHot = targets.RowDims.Length == 1 && targets.RowDims[0] > 1;
        if (targets.RowDims.Length > 1 || targets.RowDims.Length == 1 && targets.RowDims[0] > 1 && targets.DType.is_integer())
            throw new ValueError("`class_weight` not supported for 3+ dimensional targets.");
        var width = isOneHot ? targets.RowDims[0] : 1;
        var result = new float[targets.Samples];
        for (var i = 0; i < result.Length; i++)
        {
            var label = isOneHot ? Largest(targets.All, i * width, width) : (int)targets.All.AsDouble(i);
            if (!weights.TryGetValue(label, out var weight))
                throw new ValueError($"`class_weight` must contain all classes in the data. The class {label} exists in the data but not in `class_weight`.");
            result[i] = (float)weight;
        }
        if (sampleWeight is not null)
        {
            var given = DataColumn.From(sampleWeight.Values[0], TF_DataType.TF_FLOAT, "sample_weight");
            if (given.Samples != result.Length || given.RowDims.Any(d => d != 1)) throw new ValueError($"sample_weight has shape {given.All.Shape}; with class_weight it needs one number for each of the {result.Length} samples.");
            for (var i = 0; i < result.Length; i++) result[i] *= given.All.Span<float>()[i];
        }
        return (Array)result;
    }

    private static int Largest(TensorValue values, int start, int count)
    {
        var best = 0;
        for (var k = 1; k < count; k++)
        {
            if (values.AsDouble(start + k) > values.AsDouble(start + best)) best = k;
        }
        return best;
    }
}
