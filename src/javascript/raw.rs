//! What QuickJS can do and its safe interface cannot: code compiled once and run often, errors that no code
//! catches, what kind of object something is. The only file with `unsafe`.
#![allow(
    unsafe_code,
    reason = "the safe interface of QuickJS has none of this; each use says why it is sound"
)]

use std::ffi::CString;
use std::slice;

use rquickjs::{Ctx, Error, Exception, Object, Result, Value, qjs};

/// Code that QuickJS has compiled. It is made here only, in this process and by this version of QuickJS: reading
/// bytes that something else has made would not be safe.
#[derive(Debug)]
pub(super) struct Bytecode(Box<[u8]>);

/// Whether the text of functions is kept, so that `String(f)` shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sources {
    Kept,
    Dropped,
}

/// Compiles a script. A mistake in it is thrown as an exception.
pub(super) fn compile(ctx: &Ctx<'_>, text: &str, name: &str) -> Result<Bytecode> {
    compile_with(ctx, text, name, Sources::Kept)
}

/// The same without the text of its functions: they look like the engine's own.
pub(super) fn compile_silently(ctx: &Ctx<'_>, text: &str, name: &str) -> Result<Bytecode> {
    compile_with(ctx, text, name, Sources::Dropped)
}

fn compile_with(ctx: &Ctx<'_>, text: &str, name: &str, sources: Sources) -> Result<Bytecode> {
    let name = CString::new(name)?;
    let mut terminated = Vec::with_capacity(text.len() + 1);
    terminated.extend_from_slice(text.as_bytes());
    terminated.push(0);
    let raw = ctx.as_raw().as_ptr();
    let dropped = if sources == Sources::Dropped { qjs::JS_WRITE_OBJ_STRIP_SOURCE } else { 0 };
    // SAFETY: `raw` is the context that `ctx` keeps alive and the engine runs on this thread only. The text
    // ends with a zero byte behind its length, and the name is a C string; both outlive the call. The compiled
    // function is freed on each way out, the written bytes are copied before they are freed.
    unsafe {
        let flags = qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY;
        let length = terminated.len() - 1;
        let compiled = qjs::JS_Eval(raw, terminated.as_ptr().cast(), length as _, name.as_ptr(), flags as _);
        if qjs::JS_IsException(compiled) {
            return Err(Error::Exception);
        }
        let mut size = 0;
        let flags = qjs::JS_WRITE_OBJ_BYTECODE | dropped;
        let bytes = qjs::JS_WriteObject(raw, &raw mut size, compiled, flags as _);
        qjs::JS_FreeValue(raw, compiled);
        if bytes.is_null() {
            return Err(Error::Exception);
        }
        let copied = slice::from_raw_parts(bytes, size as usize).into();
        qjs::js_free(raw, bytes.cast());
        Ok(Bytecode(copied))
    }
}

/// Runs a compiled script as global code, and gives the value of its last expression.
pub(super) fn evaluate<'js>(ctx: &Ctx<'js>, code: &Bytecode) -> Result<Value<'js>> {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: `raw` is the context that `ctx` keeps alive. The bytes were written by this engine (see
    // `Bytecode`) and are only read. `JS_EvalFunction` frees the function that it is given, and its result is
    // owned by the `Value` made of it.
    let value = unsafe {
        let flags = qjs::JS_READ_OBJ_BYTECODE;
        let function = qjs::JS_ReadObject(raw, code.0.as_ptr(), code.0.len() as _, flags as _);
        if qjs::JS_IsException(function) {
            return Err(Error::Exception);
        }
        let value = qjs::JS_EvalFunction(raw, function);
        if qjs::JS_IsException(value) {
            return Err(Error::Exception);
        }
        Value::from_raw(ctx.clone(), value)
    };
    Ok(value)
}

/// Does the first of what promises have left to be done; whether there was something. An exception is what the
/// engine itself threw, as it was stopped or had no memory: all others are caught by the promise.
pub(super) fn run_job(ctx: &Ctx<'_>) -> Result<bool> {
    let mut its_context = std::ptr::null_mut();
    // SAFETY: the context and so its runtime are alive, and this runtime has no other context.
    let done =
        unsafe { qjs::JS_ExecutePendingJob(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), &raw mut its_context) };
    if done < 0 { Err(Error::Exception) } else { Ok(done > 0) }
}

/// Throws an error that no `catch` and no `finally` sees.
pub(super) fn throw_uncatchable(ctx: &Ctx<'_>, message: &str) -> Error {
    let Ok(exception) = Exception::from_message(ctx.clone(), message) else { return Error::Exception };
    // SAFETY: the value is an error of this context; the call only sets a mark on it.
    unsafe { qjs::JS_SetUncatchableError(ctx.as_raw().as_ptr(), exception.as_object().as_raw()) };
    exception.throw()
}

/// Where the exception was thrown that is on its way; also for values that are no errors. It is forgotten.
pub(super) fn take_backtrace(ctx: &Ctx<'_>) -> Option<String> {
    const ERROR_BACKTRACE: std::ffi::c_int = 2;
    let mut value = qjs::JS_UNDEFINED;
    // SAFETY: this command takes a context and a place for a value, moves the value there and leaves
    // `undefined` behind, so that the value is ours. The `Value` frees it.
    let value = unsafe {
        qjs::js_std_cmd(ERROR_BACKTRACE, ctx.as_raw().as_ptr(), &raw mut value);
        Value::from_raw(ctx.clone(), value)
    };
    value.into_string()?.to_string().ok()
}

/// Lets the engine have so many bytes of memory from now on. Its own function for that cannot be called while it
/// is in use.
pub(super) fn limit_memory(ctx: &Ctx<'_>, bytes: usize) {
    // SAFETY: the context and so its runtime are alive; the call only sets a number.
    unsafe { qjs::JS_SetMemoryLimit(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), bytes as _) };
}

/// Whether an object is a `Date`, whatever it pretends to be.
pub(super) fn is_date(object: &Object<'_>) -> bool {
    // SAFETY: the value is alive and only looked at.
    unsafe { qjs::JS_IsDate(object.as_raw()) }
}

/// Whether an object is a regular expression.
pub(super) fn is_regex(object: &Object<'_>) -> bool {
    // SAFETY: the value is alive and only looked at.
    unsafe { qjs::JS_IsRegExp(object.as_raw()) }
}
