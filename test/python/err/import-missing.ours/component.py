from bisheng.component.base import BaseComponent
