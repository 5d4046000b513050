namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] ControlOps() =>
        [new Switch(), new RefSwitch(), new Merge("Merge", "inputs: N * T"), new Merge("RefMerge", "inputs: Ref(N * T)"), new Assert(),
         new While("While"), new While("StatelessWhile"), new If("If"), new If("StatelessIf"), new FakeParam(),
         new Case("Case"), new Case("StatelessCase"), new PartitionedCall("PartitionedCall"), new PartitionedCall("StatefulPartitionedCall"),
         new Enter("Enter", "T"), new Enter("RefEnter", "Ref(T)"), new LoopValue("Exit", "T"), new LoopValue("RefExit", "Ref(T)"),
         new LoopValue("NextIteration", "T"), new LoopValue("RefNextIteration", "Ref(T)"), new LoopCond()];
}
