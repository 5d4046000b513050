namespace Tensorflow.Ops;

/// <summary>What a condition says: a boolean, or a number that is not zero; TensorFlow also takes texts and lists that are not empty.</summary>
internal static class Truth
{
    public static unsafe bool Of(TensorValue condition)
    {
        if (condition.Rank > 0) return condition.Count > 0;
        if (condition.DType == TF_DataType.TF_BOOL) return *condition.Data != 0;
        if (condition.DType == TF_DataType.TF_STRING) return ((byte[])condition.Objects[0]!).Length > 0;
        return condition.AsDouble(0) != 0;
    }
}
