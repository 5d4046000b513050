namespace Tensorflow.Kernels;

/// <summary>A number known when the JIT compiles, so that branches on it vanish.</summary>
internal interface INumeral
{
    static abstract int Value { get; }
}

internal readonly struct N1 : INumeral
{
    public static int Value => 1;
}

internal readonly struct N2 : INumeral
{
    public static int Value => 2;
}

internal readonly struct N3 : INumeral
{
    public static int Value => 3;
}

internal readonly struct N4 : INumeral
{
    public static int Value => 4;
}

internal readonly struct N5 : INumeral
{
    public static int Value => 5;
}

internal readonly struct N6 : INumeral
{
    public static int Value => 6;
}

internal readonly struct N7 : INumeral
{
    public static int Value => 7;
}

internal readonly struct N8 : INumeral
{
    public static int Value => 8;
}

internal readonly struct N9 : INumeral
{
    public static int Value => 9;
}

internal readonly struct N10 : INumeral
{
    public static int Value => 10;
}

internal readonly struct N11 : INumeral
{
    public static int Value => 11;
}

internal readonly struct N12 : INumeral
{
    public static int Value => 12;
}

internal readonly struct N13 : INumeral
{
    public static int Value => 13;
}

internal readonly struct N14 : INumeral
{
    public static int Value => 14;
}
