namespace Tensorflow;

/// <summary>Where an operation names a function: an attribute, or an element of one that lists several.</summary>
internal readonly record struct FunctionSlot(string Attribute, int Index = -1)
{
    public static implicit operator FunctionSlot(string attribute) => new(attribute);

    /// <summary>The function's name.</summary>
    public string NameIn(NodeAttrs attrs) => (Index < 0 ? (FunctionName)attrs[Attribute] : ((FunctionName[])attrs[Attribute])[Index]).Name;

    /// <summary>Names another function.</summary>
    public void Set(NodeAttrs attrs, string name)
    {
        var function = new FunctionName(name, new NodeAttrs());
        if (Index < 0)
        {
            attrs[Attribute] = function;
            return;
        }
        // The array may be another operation's too.
        FunctionName[] list = [.. (FunctionName[])attrs[Attribute]];
        list[Index] = function;
        attrs[Attribute] = list;
    }

    public override string ToString() => Index < 0 ? Attribute : $"{Attribute}_{Index}";
}
