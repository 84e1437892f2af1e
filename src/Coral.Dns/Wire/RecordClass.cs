namespace Coral.Dns.Wire;

/// <summary>Classes of records; only the internet's is served.</summary>
public enum RecordClass
{
    Internet = 1,
    Chaos = 3,
    Any = 255,
}
