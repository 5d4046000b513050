using System.Globalization;
using System.Reflection;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Api;

/// <summary>
/// Every function of signatures.txt is there under its Python name, with Python's parameter names in Python's order, and with
/// its defaults wherever C# can write them.
/// </summary>
public class SignatureTests
{
    static IEnumerable<string> Signatures() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", "signatures.txt")).Where(line => line.StartsWith("tf.", StringComparison.Ordinal));

    [TestCaseSource(nameof(Signatures))]
    public void IsThere(string signature)
    {
        var open = signature.IndexOf('(');
        var path = signature[3..open].Split('.');
        object owner = tf;
        foreach (var part in path[..^1])
            owner = owner.GetType().GetProperty(part)?.GetValue(owner) ?? throw new AssertionException($"There is no tf.{part}.");
        var overloads = Overloads(owner, path[^1]);
        Assert.That(overloads, Is.Not.Empty, $"There is no {signature[..open]}.");
        var wanted = Split(signature[(open + 1)..^1]).Where(p => !p.StartsWith('[')).Select(p => p.Split('=', 2, StringSplitOptions.TrimEntries)).ToArray();
        var offered = overloads.SelectMany(o => o).ToLookup(p => p.Name!);
        Assert.Multiple(() =>
        {
            Assert.That(wanted.Select(w => w[0]).Where(name => !IsOffered(offered, name)), Is.Empty, "missing parameters");
            foreach (var parameter in wanted.Where(w => w.Length == 2)) CheckDefault(parameter[0], parameter[1], [.. offered[parameter[0]]]);
            Assert.That(overloads.Select(o => Misplaced([.. wanted.Select(w => w[0])], o)).MinBy(names => names.Length), Is.Empty, "parameters that stand elsewhere than in Python");
        });
    }

    // A property of a delegate type is a function too (tf.zeros_initializer).
    static ParameterInfo[][] Overloads(object owner, string name)
    {
        var methods = owner.GetType().GetMethods().Where(m => m.Name == name).Select(m => m.GetParameters());
        if (owner.GetType().GetProperty(name)?.PropertyType is { } type && typeof(Delegate).IsAssignableFrom(type)) methods = methods.Append(type.GetMethod("Invoke")!.GetParameters());
        return [.. methods];
    }

    // tf.variable_scope's first parameter is a name in one overload and a scope in the other.
    static bool IsOffered(ILookup<string, ParameterInfo> offered, string name) =>
        offered.Contains(name) || name == "name_or_scope" && offered.Contains("name") && offered.Contains("scope");

    static string[] Misplaced(string[] wanted, ParameterInfo[] offered)
    {
        var order = offered.Select(p => Array.IndexOf(wanted, p.Name)).Where(i => i >= 0).ToArray();
        return [.. order.Zip(order.Skip(1)).Where(pair => pair.First > pair.Second).Select(pair => wanted[pair.Second])];
    }

    static void CheckDefault(string name, string python, ParameterInfo[] offered)
    {
        var optional = offered.Where(p => p.HasDefaultValue).ToArray();
        // None in either language and a TensorLike stand for "not given"; what that means is tested where the function is.
        if (optional.Length == 0 || python == "None" || optional.Any(p => p.ParameterType == typeof(TensorLike))) return;
        // Python's 30 may be a double here.
        if (optional.Any(p => p.ParameterType == typeof(double)) && int.TryParse(python, CultureInfo.InvariantCulture, out _)) python += ".0";
        Assert.That(optional.Select(p => Python(p.RawDefaultValue, p.ParameterType)), Has.Some.EqualTo(python).Or.Some.EqualTo("None"), $"default of {name}");
    }

    static string Python(object? value, Type type) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        string text => $"'{text}'",
        _ when type == typeof(TF_DataType) && (TF_DataType)value == TF_DataType.DtInvalid => "None",
        _ when type == typeof(TF_DataType) => $"tf.{((TF_DataType)value).as_numpy_name()}",
        double number => number == Math.Floor(number) ? number.ToString("0.0", CultureInfo.InvariantCulture) : Number(number.ToString("R", CultureInfo.InvariantCulture)),
        float number => Number(number.ToString("R", CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Number(string text) => text.Replace("E", "e", StringComparison.Ordinal);

    static IEnumerable<string> Split(string parameters)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= parameters.Length; i++)
        {
            var c = i < parameters.Length ? parameters[i] : ',';
            if (c == '[') depth++;
            else if (c == ']') depth--;
            else if (c == ',' && (depth == 0 || i == parameters.Length))
            {
                if (parameters[start..i].Trim() is { Length: > 0 } part) yield return part;
                start = i + 1;
            }
        }
    }
}
