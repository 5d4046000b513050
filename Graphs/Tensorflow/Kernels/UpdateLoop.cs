using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// One step of an optimizer on a few elements: the variable <c>w</c>, up to three slots that belong to it, and the gradient <c>g</c>.
/// The numbers that all elements share (learning rate, ...) are fields of the struct.
/// </summary>
internal interface IUpdate<T> where T : unmanaged
{
    /// <summary>How many of the slots are used, 0 to 3.</summary>
    static abstract int Slots { get; }

    /// <summary>Changes the variable and its slots. To be inlined into the loop: a call would send all registers through memory.</summary>
    void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g);
}

/// <summary>The addresses of a variable, its slots and a gradient.</summary>
internal unsafe struct UpdateTarget<T> where T : unmanaged
{
    public T* Variable;
    public T* SlotA;
    public T* SlotB;
    public T* SlotC;
    public T* Gradient;

    /// <summary>The same arrays from later places on: the gradient has its own.</summary>
    public readonly UpdateTarget<T> At(long element, long gradientElement) => new()
    {
        Variable = Variable + element,
        SlotA = SlotA + element,
        SlotB = SlotB + element,
        SlotC = SlotC + element,
        Gradient = Gradient + gradientElement,
    };
}

/// <summary>
/// Applies an optimizer's formula to whole variables in one pass over the memory. Every element is computed by the vector
/// formula, those at the end too, so the results do not depend on where an array is cut.
/// </summary>
internal static unsafe class UpdateLoop
{
    private const int Chunk = 16 * 1024;

    /// <summary>Updates <paramref name="length"/> elements, shared among the worker pool where there are many.</summary>
    public static void Run<T, TUpdate>(in TUpdate update, in UpdateTarget<T> target, int length)
        where T : unmanaged
        where TUpdate : struct, IUpdate<T>
    {
        var body = new Body<T, TUpdate> { Update = update, Target = target, Length = length };
        if (length > 0) WorkerPool.Run((length + Chunk - 1) / Chunk, ref body);
    }

    /// <summary>Updates elements on the calling thread. Optimized at its first call: a lesson's steps are over before it would be recompiled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunSerial<T, TUpdate>(in TUpdate update, in UpdateTarget<T> target, int length)
        where T : unmanaged
        where TUpdate : struct, IUpdate<T>
    {
        // A copy, whose numbers the loop keeps in registers.
        var step = update;
        T* w = target.Variable, a = target.SlotA, b = target.SlotB, c = target.SlotC, g = target.Gradient;
        Vector<T> va = default, vb = default, vc = default;
        var i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var vw = Vector.Load(w + i);
            if (TUpdate.Slots > 0) va = Vector.Load(a + i);
            if (TUpdate.Slots > 1) vb = Vector.Load(b + i);
            if (TUpdate.Slots > 2) vc = Vector.Load(c + i);
            step.Step(ref vw, ref va, ref vb, ref vc, Vector.Load(g + i));
            Vector.Store(vw, w + i);
            if (TUpdate.Slots > 0) Vector.Store(va, a + i);
            if (TUpdate.Slots > 1) Vector.Store(vb, b + i);
            if (TUpdate.Slots > 2) Vector.Store(vc, c + i);
        }
        if (i < length) Rest(update, target.At(i, i), length - i);
    }

    private static void Rest<T, TUpdate>(TUpdate update, in UpdateTarget<T> target, int count)
        where T : unmanaged
        where TUpdate : struct, IUpdate<T>
    {
        var vw = LoadPart(target.Variable, count);
        var va = TUpdate.Slots > 0 ? LoadPart(target.SlotA, count) : default;
        var vb = TUpdate.Slots > 1 ? LoadPart(target.SlotB, count) : default;
        var vc = TUpdate.Slots > 2 ? LoadPart(target.SlotC, count) : default;
        update.Step(ref vw, ref va, ref vb, ref vc, LoadPart(target.Gradient, count));
        StorePart(vw, target.Variable, count);
        if (TUpdate.Slots > 0) StorePart(va, target.SlotA, count);
        if (TUpdate.Slots > 1) StorePart(vb, target.SlotB, count);
        if (TUpdate.Slots > 2) StorePart(vc, target.SlotC, count);
    }

    private static Vector<T> LoadPart<T>(T* from, int count) where T : unmanaged
    {
        Vector<T> part = default;
        new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(&part, Vector<T>.Count));
        return part;
    }

    private static void StorePart<T>(Vector<T> part, T* to, int count) where T : unmanaged =>
        new ReadOnlySpan<T>(&part, count).CopyTo(new Span<T>(to, count));

    private struct Body<T, TUpdate> : IChunkBody
        where T : unmanaged
        where TUpdate : struct, IUpdate<T>
    {
        public TUpdate Update;
        public UpdateTarget<T> Target;
        public int Length;

        public readonly void Run(int chunk)
        {
            var from = chunk * Chunk;
            RunSerial(Update, Target.At(from, from), Math.Min(Chunk, Length - from));
        }
    }
}
