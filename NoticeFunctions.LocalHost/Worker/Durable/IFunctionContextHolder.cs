using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Worker;

/// <summary>An orchestration context that knows the function invocation it is used in; whoever invokes the function sets it.</summary>
internal interface IFunctionContextHolder
{
    FunctionContext? FunctionContext { get; set; }
}
