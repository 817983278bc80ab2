using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace NoticeFunctions.Tests.Applications.Signing;

/// <summary>A key ring's blob in memory, which several instances may share.</summary>
internal sealed class InMemoryXmlRepository : IXmlRepository
{
    private readonly Lock gate = new();
    private readonly List<XElement> elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (gate)
        {
            return [.. elements];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (gate)
        {
            elements.Add(element);
        }
    }
}
