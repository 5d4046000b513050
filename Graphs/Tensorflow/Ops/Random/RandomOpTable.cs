namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] RandomOps() =>
    [
        new RandomUniform(), new RandomStandardNormal(), new TruncatedNormal(), new RandomUniformInt(),
        new RandomShuffle(), new Multinomial(), new RandomGamma(), new RandomGammaGrad(),
        new StatelessRandomGetKeyCounter(), new StatelessRandomGetAlg(), new StatelessRandomGetKeyCounterAlg(),
        new StatelessRandomUniformV2(), new StatelessRandomNormalV2(), new StatelessTruncatedNormalV2(),
        new StatelessRandomUniform(), new StatelessRandomNormal(), new StatelessTruncatedNormal(),
        new StatelessRandomUniformIntV2(), new StatelessRandomUniformInt(),
        new StatelessRandomUniformFullIntV2(), new StatelessRandomUniformFullInt(), new StatelessMultinomial(),
    ];
}
