using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

[NonParallelizable]
public unsafe class WorkerPoolTests
{
    private int _threads;

    [SetUp]
    public void KeepThreads()
    {
        _threads = WorkerPool.Threads;
        WorkerPool.Threads = 4;
    }

    [TearDown]
    public void RestoreThreads() => WorkerPool.Threads = _threads;

    private struct Count : IChunkBody
    {
        public int* Calls;
        public int Throwing;

        public readonly void Run(int chunk)
        {
            Interlocked.Increment(ref Calls[chunk]);
            if (chunk == Throwing)
            {
                throw new InvalidOperationException($"chunk {chunk}");
            }
        }
    }

    private static int[] CallsOf(int chunks, int throwing = -1)
    {
        var calls = new int[chunks + 1];
        fixed (int* p = calls)
        {
            var body = new Count { Calls = p, Throwing = throwing };
            WorkerPool.Run(chunks, ref body);
        }
        return calls[..chunks];
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(1000)]
    public void EveryChunkRunsOnce(int chunks)
    {
        for (int i = 0; i < 200; i++)
        {
            Assert.That(CallsOf(chunks), Is.All.EqualTo(1));
        }
    }

    [Test]
    public void ChunksRunOnceAfterTheWorkersFellAsleep()
    {
        for (int i = 0; i < 20; i++)
        {
            Thread.Sleep(2);
            Assert.That(CallsOf(50), Is.All.EqualTo(1));
        }
    }

    [Test]
    public void AnExceptionReachesTheCallerAndThePoolStaysUsable()
    {
        var error = Assert.Throws<InvalidOperationException>(() => CallsOf(100, throwing: 17));
        Assert.That(error!.Message, Is.EqualTo("chunk 17"));
        Assert.That(CallsOf(100), Is.All.EqualTo(1));
    }

    [Test]
    public void CallsFromSeveralThreadsAndFromChunksAreSafe()
    {
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 100; i++)
            {
                var nested = new Nested { Wrong = 0 };
                WorkerPool.Run(10, ref nested);
                Assert.That(nested.Wrong, Is.Zero);
            }
        });
    }

    private struct Nested : IChunkBody
    {
        public int Wrong;

        public void Run(int chunk)
        {
            if (CallsOf(20).Any(calls => calls != 1))
            {
                Interlocked.Increment(ref Wrong);
            }
        }
    }

    [Test]
    public void ACallAllocatesNothing()
    {
        var calls = new int[100];
        fixed (int* p = calls)
        {
            var body = new Count { Calls = p, Throwing = -1 };
            WorkerPool.Run(100, ref body);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                WorkerPool.Run(100, ref body);
            }
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        }
    }

    [TestCase(0)]
    [TestCase(257)]
    public void ThreadsOutsideTheRangeAreRefused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Threads = threads);
}
