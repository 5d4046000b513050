using static TfExercises.Lessons.Chapter3.SmallArrays;

namespace TfExercises.Lessons.Chapter3;

/// <summary>The notes' activation functions, losses and their derivatives, element by element, as NumPy computes them.</summary>
static class Functions
{
    public static double[] sigmoid(double[] x) => Map(x, Sigmoid);

    /// <summary>sigmoid'(x) = (1 - sigmoid(x)) sigmoid(x), of a value x before the sigmoid.</summary>
    public static double[] d_sigmoid(double[] x) => Map(x, v => OfItsOutput(Sigmoid(v)));

    /// <summary>The same derivative of a value y = sigmoid(x) that has been through the sigmoid: y (1 - y).</summary>
    public static double[] d_sigmoid_of_output(double[] y) => Map(y, OfItsOutput);

    public static double[] relu(double[] x) => Map(x, v => Math.Max(0, v));

    /// <summary>1 where x is above 0, else 0; relu's output in place of x gives the same.</summary>
    public static double[] d_relu(double[] x) => Map(x, v => v > 0 ? 1 : 0);

    public static double[] tanh(double[] x) => Map(x, Math.Tanh);

    /// <summary>tanh'(x) = 1 / cosh(x)^2.</summary>
    public static double[] d_tanh(double[] x) => Map(x, v => 1 / (Math.Cosh(v) * Math.Cosh(v)));

    /// <summary>mean((d - y)^2) / 2.</summary>
    public static double mean_squared_error(double[] d, double[] y)
    {
        var sum = 0.0;
        foreach (var difference in d - y)
            sum += difference * difference;
        return sum / d.Length / 2;
    }

    /// <summary>The derivative of <see cref="mean_squared_error"/> by y: (y - d) / n.</summary>
    public static double[] d_mean_squared_error(double[] d, double[] y) => Map(y - d, v => v / d.Length);

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    static double OfItsOutput(double y) => (1 - y) * y;
}
