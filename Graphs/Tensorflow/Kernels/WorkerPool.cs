using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>A loop body that the pool calls once for every chunk number.</summary>
internal interface IChunkBody
{
    /// <summary>Does the work of one chunk. May run on any thread, in any order, beside other chunks.</summary>
    void Run(int chunk);
}

/// <summary>
/// A small set of persistent threads that share the chunks of one loop at a time.
/// The caller takes part, a call allocates nothing, and a call made while the pool is busy
/// (from a chunk, or from a second user thread) runs all its chunks on the calling thread.
/// </summary>
/// <remarks>
/// Callers cut their work by size and never by <see cref="Threads"/>: which thread runs a chunk is left to chance,
/// what a chunk computes is not, so the results have the same bits for any number of threads.
/// </remarks>
internal static unsafe class WorkerPool
{
    private const int MaxThreads = 256;
    private static readonly long SpinTicks = System.Diagnostics.Stopwatch.Frequency / 20_000;

    private static readonly Lock ThreadsLock = new();
    private static Worker[] s_workers = [];
    private static int s_threads;

    private static int s_busy;
    private static int s_open;
    private static int s_inside;
    private static int s_taken;
    private static int s_helpers;
    private static readonly Share[] s_shares = new Share[MaxThreads];
    private static delegate*<void*, int, void> s_body;
    private static void* s_context;
    private static Failure? s_failure;

    [ThreadStatic] private static int t_limit;

    /// <summary>
    /// How many threads, the caller among them, share a loop. Range 1 to 256. Default: the environment variable
    /// <c>TFEX_THREADS</c>, else the number of processors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside the range.</exception>
    public static int Threads
    {
        get => s_threads != 0 ? s_threads : SetThreads(DefaultThreads());
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxThreads);
            SetThreads(value);
        }
    }

    /// <summary>The most threads for loops that the current thread begins; 0 for <see cref="Threads"/>.</summary>
    public static int Limit
    {
        get => t_limit;
        set => t_limit = value;
    }

    /// <summary>Calls <paramref name="body"/>(context, chunk) for every chunk in [0, chunks) and returns when all are done.</summary>
    /// <exception cref="Exception">The first exception that a chunk threw; the chunks not yet begun are skipped.</exception>
    public static void Run(int chunks, delegate*<void*, int, void> body, void* context)
    {
        int threads = t_limit == 0 ? Threads : Math.Min(Threads, t_limit);
        if (chunks <= 1 || threads == 1 || Interlocked.CompareExchange(ref s_busy, 1, 0) != 0)
        {
            for (int i = 0; i < chunks; i++)
            {
                body(context, i);
            }
            return;
        }

        Failure? failure;
        try
        {
            s_body = body;
            s_context = context;
            int sharers = Math.Min(threads, chunks);
            for (int i = 0; i < sharers; i++)
            {
                s_shares[i].Next = (int)((long)chunks * i / sharers);
                s_shares[i].End = (int)((long)chunks * (i + 1) / sharers);
            }
            s_helpers = sharers - 1;
            s_taken = 0;
            s_failure = null;
            Interlocked.Exchange(ref s_open, 1);
            WakeSleepers();
            TakeChunks(0);
            Interlocked.Exchange(ref s_open, 0);
            var wait = new SpinWait();
            while (Volatile.Read(ref s_inside) != 0)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
            failure = s_failure;
        }
        finally
        {
            s_failure = null;
            Volatile.Write(ref s_busy, 0);
        }
        failure?.Exception.Throw();
    }

    /// <summary>As the other overload, with the body's state in a struct that stays where the caller has it.</summary>
    public static void Run<TBody>(int chunks, ref TBody body) where TBody : struct, IChunkBody
    {
        if (chunks == 1)
        {
            body.Run(0);
            return;
        }
        // A ref that may point into the heap must not move while other threads hold its address.
        fixed (byte* pinned = &Unsafe.As<TBody, byte>(ref body))
        {
            Run(chunks, &Invoke<TBody>, pinned);
        }
    }

    private static void Invoke<TBody>(void* context, int chunk) where TBody : struct, IChunkBody =>
        Unsafe.AsRef<TBody>(context).Run(chunk);

    private static int DefaultThreads()
    {
        string? text = Environment.GetEnvironmentVariable("TFEX_THREADS");
        if (string.IsNullOrEmpty(text))
        {
            return Math.Clamp(Environment.ProcessorCount, 1, MaxThreads);
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= MaxThreads
            ? threads
            : throw new InvalidOperationException(
                $"The environment variable TFEX_THREADS is '{text}'; set it to a whole number from 1 to {MaxThreads}, or remove it.");
    }

    private static int SetThreads(int threads)
    {
        lock (ThreadsLock)
        {
            if (s_workers.Length < threads - 1)
            {
                var workers = new Worker[threads - 1];
                s_workers.CopyTo(workers, 0);
                for (int i = s_workers.Length; i < workers.Length; i++)
                {
                    workers[i] = new Worker(i);
                }
                Volatile.Write(ref s_workers, workers);
            }
            s_threads = threads;
        }
        return threads;
    }

    private static void WakeSleepers()
    {
        Worker[] workers = Volatile.Read(ref s_workers);
        int limit = Math.Min(s_helpers, workers.Length);
        for (int i = 0; i < limit; i++)
        {
            workers[i].Wake();
        }
    }

    /// <summary>
    /// Runs the chunks of one's own share, then what is left of the others'. A thread's share is the same stretch of every loop, so
    /// what one loop writes into its core's cache the next one mostly finds there, and no line changes cores while it is written.
    /// </summary>
    private static void TakeChunks(int own)
    {
        int sharers = s_helpers + 1;
        for (int i = 0; i < sharers; i++)
        {
            ref Share share = ref s_shares[(own + i) % sharers];
            int chunk;
            while (Volatile.Read(ref share.Next) < share.End && (chunk = Interlocked.Increment(ref share.Next) - 1) < share.End)
            {
                try
                {
                    s_body(s_context, chunk);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref s_failure, new Failure(ExceptionDispatchInfo.Capture(e)), null);
                    for (int other = 0; other < sharers; other++)
                    {
                        Volatile.Write(ref s_shares[other].Next, s_shares[other].End);
                    }
                }
            }
        }
        Volatile.Write(ref s_taken, 1);
    }

    /// <summary>The chunks of a loop from Next to End, on cache lines of their own.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Share
    {
        public int Next;
        public int End;
    }

    private sealed record Failure(ExceptionDispatchInfo Exception);

    private sealed class Worker
    {
        private readonly SemaphoreSlim _wake = new(0);
        private readonly int _index;
        private int _asleep;

        public Worker(int index)
        {
            _index = index;
            new Thread(Loop, 1 << 20) { IsBackground = true, Name = $"TfExercises worker {index + 1}" }.Start();
        }

        public void Wake()
        {
            if (Volatile.Read(ref _asleep) == 1 && Interlocked.Exchange(ref _asleep, 0) == 1)
            {
                _wake.Release();
            }
        }

        private void Loop()
        {
            long idleSince = System.Diagnostics.Stopwatch.GetTimestamp();
            while (true)
            {
                if (IsWanted())
                {
                    // The caller closes the loop first and then waits until nobody is inside, so whoever
                    // enters and still finds it open may read the loop's fields.
                    Interlocked.Increment(ref s_inside);
                    if (Volatile.Read(ref s_open) == 1)
                    {
                        TakeChunks(_index + 1);
                    }
                    Interlocked.Decrement(ref s_inside);
                    idleSince = System.Diagnostics.Stopwatch.GetTimestamp();
                }
                else if (System.Diagnostics.Stopwatch.GetTimestamp() - idleSince < SpinTicks)
                {
                    Thread.SpinWait(10);
                }
                else
                {
                    Interlocked.Exchange(ref _asleep, 1);
                    // Work that was opened before the flag stood would not wake this thread.
                    if (!IsWanted() || Interlocked.Exchange(ref _asleep, 0) == 0)
                    {
                        _wake.Wait();
                    }
                    idleSince = System.Diagnostics.Stopwatch.GetTimestamp();
                }
            }
        }

        private bool IsWanted() =>
            Volatile.Read(ref s_open) == 1 && _index < s_helpers && Volatile.Read(ref s_taken) == 0;
    }
}
