using System.Text.Json.Nodes;

namespace Tensorflow.Keras.Losses;

/// <summary>A loss that a program wrote as a function of (y_true, y_pred).</summary>
internal sealed class FunctionLoss(Func<Tensor, Tensor, Tensor> function) : Loss("auto", NameOf(function))
{
    public override string class_name => name;

    public override Tensor call(Tensor y_true, Tensor y_pred) => function(y_true, y_pred);

    public override JsonObject get_config() => [];

    // A lambda's own name (<Main>b__0_1) is none to show.
    internal static string NameOf(Delegate function) => function.Method.Name.StartsWith('<') ? "lambda" : function.Method.Name;
}
