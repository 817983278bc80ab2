using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using NoticeFunctions.Access;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;

namespace NoticeFunctions.Docs;

/// <summary>Builds the OpenAPI document from the functions' routes and the records that answers are written from.</summary>
internal sealed class DocumentBuilder
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";
    private const string Token = "token";
    private const string UserToken = "userToken";

    private readonly OpenApiDocument document = new()
    {
        Info = new OpenApiInfo { Title = "Notice", Version = "1", Description = "Hands a notice to people by e-mail, SMS, WebSocket and app push: now, later, or again and again. Errors are problem+json (RFC 9457) and name every wrong member at once." },
        Paths = [],
        Components = new OpenApiComponents { Schemas = new Dictionary<string, IOpenApiSchema>(), SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Token] = Scheme(), [UserToken] = UserScheme() } },
    };

    /// <summary>The document of these functions.</summary>
    public OpenApiDocument Build(IEnumerable<HttpFunction> functions)
    {
        document.Components!.Schemas!["NewNotice"] = Read(NoticeSchema.Build());
        document.Components.Schemas["SchedulePreview"] = Read(ScheduleSchema.Preview());
        foreach (IGrouping<string, HttpFunction> path in functions.GroupBy(function => function.Path))
        {
            OpenApiPathItem item = new() { Operations = [] };
            foreach (HttpFunction function in path.Where(function => Operations.All.ContainsKey(function.Name)))
            {
                item.Operations[function.Method] = Describe(function, Operations.All[function.Name]);
            }

            document.Paths[path.Key] = item;
        }

        return document;
    }

    private OpenApiOperation Describe(HttpFunction function, OperationDoc doc) => new()
    {
        OperationId = function.Name,
        Summary = doc.Summary,
        Description = doc.Description,
        Tags = new HashSet<OpenApiTagReference> { new(doc.Tag, document) },
        Parameters =
        [
            .. function.Path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => Parameter(segment.Trim('{', '}'), Meaning(function.Path, segment), ParameterLocation.Path)),
            .. doc.Query.Select(parameter => Parameter(parameter.Name, parameter.Description, ParameterLocation.Query)),
            .. doc.Headers.Select(header => Parameter(header.Name, header.Description, ParameterLocation.Header)),
        ],
        RequestBody = doc.TakesNotice ? Body("NewNotice", NoticeExamples.All)
            : doc.TakesSchedule ? Body("SchedulePreview", ScheduleExamples.All)
            : doc.Body is { } body ? Body(body) : null,
        Responses = Answers(doc, RoutePolicies.Of(function.Name)!),
        Security = RoutePolicies.Of(function.Name)!.IsPublic
            ? []
            : Security(RoutePolicies.Of(function.Name)!),
    };

    private List<OpenApiSecurityRequirement> Security(RoutePolicy policy) =>
    [
        new() { [new OpenApiSecuritySchemeReference(Token, document)] = [ScopeNames.Join(policy.Scope)] },
        .. policy.IsForUsers ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(UserToken, document)] = [] }] : Array.Empty<OpenApiSecurityRequirement>(),
    ];

    private static OpenApiSecurityScheme Scheme() => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "A token of POST /api/tokens, sent as Authorization: Bearer.",
        Flows = new OpenApiOAuthFlows
        {
            ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri("/api/tokens", UriKind.Relative), Scopes = ScopeNames.All.ToDictionary(name => name, _ => "") },
        },
    };

    private static OpenApiSecurityScheme UserScheme() => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "JWT",
        Description = $"Where `Users:Authority` is set: a token of the company's own OpenID Connect issuer, by which a user asks for what is their own. The header {Inbox.Negotiate.UserHeader} names application and user: `orders:ann`.",
    };

    private static OpenApiParameter Parameter(string name, string description, ParameterLocation place) => new()
    {
        Name = name,
        In = place,
        Description = description,
        Required = place == ParameterLocation.Path,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private OpenApiRequestBody Body(string schema, IReadOnlyList<(string Name, string Summary, string Json)> examples) => new()
    {
        Required = true,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [Json] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(schema, document),
                Examples = examples.ToDictionary(
                    example => example.Name, example => (IOpenApiExample)new OpenApiExample { Summary = example.Summary, Value = JsonNode.Parse(example.Json) }),
            },
        },
    };

    private OpenApiRequestBody Body(BodyDoc body)
    {
        document.Components!.Schemas!.TryAdd(body.Name, Read(JsonNode.Parse(body.Schema)!));
        OpenApiMediaType media = new()
        {
            Schema = new OpenApiSchemaReference(body.Name, document),
            Examples = body.Examples.ToDictionary(example => example.Name, example => (IOpenApiExample)new OpenApiExample { Summary = example.Summary, Value = JsonNode.Parse(example.Json) }),
        };
        return new() { Required = true, Content = new Dictionary<string, IOpenApiMediaType> { [body.ContentType] = media } };
    }

    private static string Meaning(string path, string segment) => segment switch
    {
        "{kid}" => "The key's kid.",
        "{channel}" => "The channel.",
        "{name}" => "The configuration's name.",
        "{token}" => "From the link.",
        "{id}" when path.StartsWith("/api/suppressions", StringComparison.Ordinal) => "The suppression's id.",
        _ when path.StartsWith("/api/applications", StringComparison.Ordinal) => "The application's id.",
        _ when path.StartsWith("/api/devices", StringComparison.Ordinal) => "The device's id.",
        _ => "The notice's id.",
    };

    private OpenApiResponses Answers(OperationDoc doc, RoutePolicy policy)
    {
        OpenApiResponses responses = [];
        foreach ((int status, string description, JsonTypeInfo? body) in policy.IsPublic ? doc.Answers : [.. doc.Answers, .. Operations.Guarded])
        {
            OpenApiResponse response = new() { Description = description };
            if (body is not null)
            {
                string type = body.Type == typeof(Problems.Problem) ? ProblemJson : Json;
                response.Content = new Dictionary<string, IOpenApiMediaType> { [type] = new OpenApiMediaType { Schema = SchemaOf(body) } };
            }

            responses[status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        return responses;
    }

    private OpenApiSchemaReference SchemaOf(JsonTypeInfo type)
    {
        string name = type.Type.IsGenericType ? "ListOf" + Name(type.Type.GenericTypeArguments[0]) : Name(type.Type);
        document.Components!.Schemas!.TryAdd(name, Read(type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = static (_, schema) => schema.GetValueKind() is System.Text.Json.JsonValueKind.True ? new JsonObject() : schema,
        })));
        return new OpenApiSchemaReference(name, document);
    }

    private static string Name(Type type) => type.Name.Replace("Answer", "");

    private OpenApiSchema Read(JsonNode schema) =>
        new OpenApiJsonReader().ReadFragment<OpenApiSchema>(schema, OpenApiSpecVersion.OpenApi3_1, document, out OpenApiDiagnostic diagnostic) is { } read && diagnostic.Errors.Count == 0
            ? read
            : throw new InvalidOperationException($"A schema can't be read: {string.Join("; ", diagnostic.Errors)}");
}
