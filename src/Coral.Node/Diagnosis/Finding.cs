namespace Coral.Node.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Kind">Its severity.</param>
/// <param name="Subject">The zone or name server that it is about.</param>
/// <param name="Text">The finding, in a sentence.</param>
/// <param name="Mend">The fix, in a sentence; nothing where all is well.</param>
public sealed record Finding(FindingKind Kind, string Subject, string Text, string? Mend)
{
    internal static Finding Ok(object subject, string text) => new(FindingKind.Ok, $"{subject}", text, null);

    internal static Finding Warn(object subject, string text, string mend) =>
        new(FindingKind.Warn, $"{subject}", text, mend);

    internal static Finding Fail(object subject, string text, string mend) =>
        new(FindingKind.Fail, $"{subject}", text, mend);
}
