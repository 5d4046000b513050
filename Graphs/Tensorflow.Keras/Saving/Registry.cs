using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Tensorflow.Keras.Saving;

/// <summary>What all registries share: the modules of Keras' own classes, and the classes that programs add.</summary>
internal static class Registry
{
    private static readonly ConcurrentDictionary<Type, string> s_modules = new();

    /// <summary>Classes that programs registered, by name, beside those that a call of its own names.</summary>
    public static Dictionary<string, Type> Custom { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds classes until the result is disposed.</summary>
    public static IDisposable? Add(IReadOnlyDictionary<string, Type>? classes)
    {
        if (classes is null) return null;
        var before = classes.Keys.Where(Custom.ContainsKey).ToDictionary(name => name, name => Custom[name]);
        foreach (var (name, type) in classes) Custom[name] = type;
        return new Removal(() =>
        {
            foreach (var name in classes.Keys) Custom.Remove(name);
            foreach (var (name, type) in before) Custom[name] = type;
        });
    }

    private sealed class Removal(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }

    /// <summary>The module in configurations, <c>keras.layers</c> and so on; null for a program's own class.</summary>
    public static string? ModuleOf(Type type)
    {
        // The tables of known classes stand in their base classes, which may not have been used yet.
        for (var known = type; known is not null; known = known.BaseType) RuntimeHelpers.RunClassConstructor(known.TypeHandle);
        return s_modules.GetValueOrDefault(type);
    }

    public static void SetModule(Type type, string module) => s_modules[type] = module;
}

/// <summary>
/// The names by which strings and configurations find classes: class names (<c>MeanSquaredError</c>) and short names
/// (<c>mse</c>). An unknown name is an error that suggests the nearest one.
/// </summary>
internal sealed class Registry<T>(string kind, string module) where T : KerasObject
{
    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<T>> _makers = new(StringComparer.Ordinal);
    private readonly List<string> _suggested = [];

    /// <summary>Adds a class of Keras under its class name and further names.</summary>
    public Registry<T> Add<TItem>(params string[] names) where TItem : T
    {
        Registry.SetModule(typeof(TItem), module);
        _types[typeof(TItem).Name] = typeof(TItem);
        foreach (var name in names) _types[name] = typeof(TItem);
        return this;
    }

    /// <summary>Adds a name for an object that is no class of its own.</summary>
    public Registry<T> AddMaker(string name, Func<T> make)
    {
        _makers[name] = make;
        return this;
    }

    /// <summary>Adds names that are no objects by themselves, for errors to suggest.</summary>
    public Registry<T> Suggest(params string[] names)
    {
        _suggested.AddRange(names);
        return this;
    }

    public IEnumerable<string> Names => _types.Keys.Concat(_makers.Keys).Concat(Registry.Custom.Where(c => typeof(T).IsAssignableFrom(c.Value)).Select(c => c.Key));

    /// <summary>The object of this name, with its defaults.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public T Create(string name) => _makers.TryGetValue(name, out var make) ? make() : (T)ConfigBinder.Create(TypeOf(name), []);

    /// <summary>The class of this name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public Type TypeOf(string name) => TypeOfOrNull(name) ?? throw Unknown(kind, name, Names.Concat(_suggested));

    /// <summary>The class of this name, null where it is unknown or a name without a class of its own.</summary>
    public Type? TypeOfOrNull(string name)
    {
        var plain = name[(name.LastIndexOf('>') + 1)..];
        return _types.TryGetValue(plain, out var type) || Registry.Custom.TryGetValue(plain, out type) && typeof(T).IsAssignableFrom(type) ? type : null;
    }

    public static ValueError Unknown(string kind, string name, IEnumerable<string> names)
    {
        // Classes are written Adam, their short names adam: what is near in the same way comes first.
        string[] candidates = [.. names.OrderBy(n => char.IsUpper(n[0]) != char.IsUpper(name.FirstOrDefault()))];
        string[] near = NearestName.Find(name, candidates) is { } nearest ? [nearest] : [.. names.Where(n => name.Length > 2 && n.StartsWith(name, StringComparison.Ordinal))];
        return new ValueError($"Unknown {kind}: '{name}'.{(near.Length == 0 ? $" Known are: {string.Join(", ", names.Order(StringComparer.Ordinal))}." : $" Did you mean '{string.Join("' or '", near)}'?")}");
    }
}
