using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>The scope in which a learning rate is composed, and the pieces that the schedules share.</summary>
internal sealed class Decay : IDisposable
{
    private readonly NameScope _scope;

    public Decay(string name, TensorLike learningRate)
    {
        _scope = DefaultGraph.Current.EnterScope(name);
        if (learningRate.IsNull) throw new ValueError($"`learning_rate` is required for {name}.");
        Initial = learningRate.ToTensor("initial_learning_rate");
    }

    /// <summary>The learning rate at step 0.</summary>
    public Tensor Initial { get; }

    /// <summary>A number or tensor in the type of the learning rate.</summary>
    public Tensor Cast(TensorLike value) => Numbers.Cast(value, Initial.dtype.as_base_dtype());

    /// <summary>A number, to become a constant of the type of what it meets.</summary>
    public TensorLike Number(double value) => (float)value;

    /// <summary>x / 2, written as 0.5 x.</summary>
    public Tensor Half(Tensor x) => (TensorLike)0.5f * x;

    /// <summary>cos(pi x).</summary>
    public Tensor CosineOfPi(Tensor x)
    {
        var pi = Binding.tf.constant(Math.PI, Initial.dtype.as_base_dtype());
        return OpBuilder.Apply("Cos", null, [pi * x]);
    }

    /// <summary>The last operation; it has the name of the scope.</summary>
    public Tensor End(string type, TensorLike x, TensorLike y) => OpBuilder.Apply(type, _scope.scope_name, [x, y]);

    public void Dispose() => _scope.Dispose();
}
