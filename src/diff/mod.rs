mod value;
mod walk;
