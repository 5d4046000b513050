namespace TfExercises.Lessons;

/// <summary>What a person reads, in the two languages of the course.</summary>
public sealed record Text(string Japanese, string English)
{
    public override string ToString() => $"{Japanese} / {English}";
}
