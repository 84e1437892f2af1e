namespace Coral.Node.Diagnosis;

/// <summary>How bad what was found is.</summary>
public enum FindingKind
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It may be meant, or it could not be looked at.</summary>
    Warn,

    /// <summary>Names do not resolve, or not for everybody.</summary>
    Fail,
}
