using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Fields in a dictionary that allocates nothing once it has its size, as a server's own would.</summary>
internal sealed class PlainHeaders : IHeaderDictionary
{
    private readonly Dictionary<string, StringValues> _fields = new(32, StringComparer.OrdinalIgnoreCase);

    public long? ContentLength { get; set; }

    public ICollection<string> Keys => _fields.Keys;

    public ICollection<StringValues> Values => _fields.Values;

    public int Count => _fields.Count;

    public bool IsReadOnly => false;

    public StringValues this[string key]
    {
        get => _fields.GetValueOrDefault(key);
        set => _fields[key] = value;
    }

    public void Clear()
    {
        _fields.Clear();
        ContentLength = null;
    }

    public void Add(string key, StringValues value) => _fields.Add(key, value);

    public bool ContainsKey(string key) => _fields.ContainsKey(key);

    public bool Remove(string key) => _fields.Remove(key);

    public bool TryGetValue(string key, out StringValues value) => _fields.TryGetValue(key, out value);

    public void Add(KeyValuePair<string, StringValues> item) => _fields.Add(item.Key, item.Value);

    public bool Contains(KeyValuePair<string, StringValues> item) => _fields.Contains(item);

    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, StringValues>>)_fields).CopyTo(array, arrayIndex);

    public bool Remove(KeyValuePair<string, StringValues> item) => _fields.Remove(item.Key);

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
